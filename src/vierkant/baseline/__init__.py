"""The baseline: what a partner spends now, from official figures, beside the municipalities of its size."""
