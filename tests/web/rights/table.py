"""Who gets which answer from which address: the one table of rights of the whole site.

A row is an address (its name in Django, what is filled in in it, a query), the answers to GET and those to an empty
POST. Columns: nobody signed in; coordinator; partner editor (Hillegom); controller (Lisse); reader (Teylingen);
outsider, coordinator of another cooperation; that same outsider when the name of this cooperation is public.
``in`` is: to the page on which one signs in. ``@`` refers to `scene.Scene.words`. An address without a row fails.

405 never tells whether something exists: it comes before anything is looked up. 422 and 409 are answers to an empty
form by somebody who may fill it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from tests.web.rights.routes import routes
from tests.web.rights.scene import COLUMNS, SLUG

TABLE = """
# list of cooperations
home                                                 |  in 200 200 200 200 200 200 |  in 405 405 405 405 405 405
cooperation_new                                      |  in 200 200 200 200 200 200 |  in 422 422 422 422 422 422
cooperation_from_file                                |  in 200 200 200 200 200 200 |  in 422 422 422 422 422 422
# assessment
overview                                             |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
overview ?variant=@second                            |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
assessment_state                                     |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
assessment_again                                     |  in 405 405 405 405 405 405 |  in 302 302 302 302 404 302
assessment_cancel                                    |  in 405 405 405 405 405 405 |  in 302 302 302 302 404 302
four_ks                                              |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_chart name=uncovered kind=svg                |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_chart name=uncovered kind=json               |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_function function=burgerzaken                |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
legal_form                                           |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
legal_form_choice                                    |  in 200 200 200 200 404 200 |  in 302 403 403 403 404 403
legal_form_consequences                              |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
legal_form_consequences ?variant=@second             |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
legal_form_arrangement                               |  in 200 200 200 200 404 200 |  in 422 403 403 403 404 200
business_case                                        |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
business_case ?variant=@second                       |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_chart name=net kind=svg                |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_chart name=net kind=json               |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_task task=organisatie                  |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_partner partner=teylingen              |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_partner_chart partner=lisse name=net kind=svg |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_partner_chart partner=lisse name=net kind=json |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change                                               |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
change ?variant=@second                              |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_chart name=hours kind=svg                     |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
change_chart name=hours kind=json                    |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
change_group group=leidinggevenden                   |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_group group=ploeg-z                           |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
# people
change_impact                                        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_impact ?variant=@second                       |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_crosswalk                                     |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_impact_chart name=impact kind=svg             |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_impact_chart name=impact kind=json            |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_load_chart kind=svg ?team=nergens             |  in 404 404 404 404 404 404 |  in 404 404 404 404 404 404
change_load                                          |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_load ?gemeente=lisse                          |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_ledger                                        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_ledger_chart name=ledger_months kind=svg      |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_ledger_chart name=ledger_months kind=json     |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_guidance                                      |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_guidance ?fase=keep&voor=managers             |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
change_guidance_item item=slecht-nieuws-brengen      |  in 200 200 200 200 404 404 |  in 422 403 403 403 404 404
change_questions                                     |  in 200 200 200 200 404 404 |  in 422 403 403 403 404 404
change_question question=geen                        |  in 404 404 404 404 404 404 |  in 404 404 404 404 404 404
change_staff_file                                    |  in 200 200 403 403 404 403 |  in 422 422 403 403 404 403
change_card group=leidinggevenden                    |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
change_card group=ploeg-z                            |  in 404 404 403 404 404 404 |  in 404 404 403 404 404 404
change_lead group=leidinggevenden                    |  in 200 403 403 403 404 404 |  in 409 403 403 403 404 404
change_lead group=ploeg-z                            |  in 404 404 403 404 404 404 |  in 404 404 403 404 404 404
# numbers
four_ks_motives                                      |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_motives ?variant=@second                     |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
four_ks_motives_chart name=motives kind=svg          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_vulnerability                                |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_quality                                      |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_quality_chart name=depth kind=svg            |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_service                                      |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_service_chart name=wait channel=telefoon kind=svg |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
four_ks_risks                                        |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
four_ks_risks_chart name=required kind=svg            |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
baseline                                             |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
baseline ?variant=@second                            |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
baseline_partner partner=lisse                       |  in 200 200 200 200 404 404 |  in 302 302 403 403 404 403
baseline_partner partner=hillegom                    |  in 200 200 200 200 404 404 |  in 302 302 403 403 404 403
baseline_chart partner=lisse name=beside kind=svg    |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
baseline_municipalities                              |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
baseline_country_chart name=overhead kind=svg        |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
business_case_budget                                 |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
business_case_budget_file kind=csv                   |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_budget_file kind=xlsx                  |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_depth                                  |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
business_case_decision                               |  in 200 200 200 200 404 404 |  in 422 403 403 403 404 404
business_case_decision ?variant=@second              |  in 200 200 200 200 404 404 |  in 302 403 403 403 404 404
business_case_seal number=999999                     |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
business_case_arrangements                           |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
business_case_arrangements_add                       |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 403
business_case_arrangement budget=dienst-2027         |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
business_case_arrangement_chart budget=dienst-2027 kind=svg |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
lessons                                              |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
lessons ?variant=@second                             |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
lessons_case case=buch                               |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
lessons_own                                          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
lessons_own_case case=vuilnis                        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
lessons_own_file case=vuilnis kind=toml              |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
lessons_preview                                      |  in 405 405 405 405 405 405 |  in 422 403 403 403 404 403
lessons_save                                         |  in 405 405 405 405 405 405 |  in 422 403 403 403 404 403
# organisations
organisation_scan                                    |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
organisation_scan ?variant=@second                   |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
organisation_scan_chart name=opbouw kind=svg         |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
organisation_scan_structure                          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
organisation_scan_structure ?variant=@second         |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
organisation_scan_processes                          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
organisation_scan_file                               |  in 200 200 403 403 404 403 |  in 422 422 403 403 404 403
organisation_scan_file_save                          |  in 405 405 405 405 405 405 |  in 404 404 403 403 404 403
organisation_scan_differences                        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
organisation_scan_difference_add                     |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 404
organisation_scan_difference_new                     |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
organisation_scan_difference row=lagen               |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
organisation_scan_summary                            |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
organisation_scan_summary_pdf                        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
organisation_scan_culture                            |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
organisation_scan_culture_wave number=1              |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
organisation_scan_culture_take_over number=1         |  in 405 405 405 405 405 405 |  in 404 403 403 403 404 404
organisation_scan_culture_chart number=1 name=paren kind=svg | in 404 404 404 404 404 404 | in 405 405 405 405 405 405
organisation_scan_trust                              |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
organisation_scan_trust_open                         |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 404
organisation_scan_trust_begin                        |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 404
organisation_scan_trust_guide                        |  in 403 403 403 403 404 404 |  in 405 405 405 405 405 405
organisation_scan_trust_tell                         |  in 405 405 405 405 405 405 |  in 403 403 403 403 404 404
organisation_scan_trust_chart number=1 kind=svg      |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
# interests
voting_power                                         |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
voting_power ?variant=@second                        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
voting_power_chart name=power kind=svg               |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
voting_power_designer                                |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
voting_power_use                                     |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 403
positions                                            |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
positions ?variant=@second                           |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
positions_open                                       |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 404
positions_begin                                      |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 404
positions_guide                                      |  in 403 403 403 403 404 404 |  in 405 405 405 405 405 405
positions_tell                                       |  in 405 405 405 405 405 405 |  in 403 403 403 403 404 404
positions_chart number=1 kind=svg                    |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
positions_form partner=hillegom                      |  in 403 200 403 403 404 404 |  in 403 422 403 403 404 404
positions_form partner=lisse                         |  in 403 403 403 403 404 404 |  in 403 403 403 403 404 404
positions_packages                                   |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
positions_packages_chart kind=svg                    |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
positions_pacts                                      |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
positions_pact_new                                   |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
positions_pact row=tijden                            |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
withdrawal                                           |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
withdrawal ?variant=@second                          |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
withdrawal_chart name=price kind=svg                 |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
withdrawal_partner partner=lisse                     |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
withdrawal_partner partner=hillegom ?methode=taper   |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
withdrawal_partner_chart partner=lisse name=cash kind=svg |  in 404 404 200 404 404 404 | in 405 405 405 405 405 405
# surveys
survey                                               |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
survey_new                                           |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
survey_wave number=1                                 |  in 200 200 200 200 404 404 |  in 302 403 403 403 404 404
survey_wave number=999999                            |  in 404 404 404 404 404 404 |  in 404 404 404 404 404 404
survey_state number=1                                |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
survey_step number=1 step=waarom                     |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
survey_questions number=1                            |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
survey_groups number=1                               |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
survey_sign number=1                                 |  in 200 200 200 200 404 404 |  in 403 403 403 403 404 404
survey_file number=1 form=pdf                        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
survey_codes number=1                                |  in 200 403 403 403 404 404 |  in 200 403 403 403 404 404
survey_mail number=1                                 |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
survey_result number=1                               |  in 302 302 302 302 404 404 |  in 405 405 405 405 405 405
survey_cells_file number=1 form=csv                  |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
survey_cell_chart number=1 kind=svg cell=everybody   |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
survey_cell number=1 cell=everybody                  |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
survey_open_answers number=1                         |  in 403 403 403 403 404 404 |  in 405 405 405 405 405 405
survey_open_answers_of number=1 organisation=lisse   |  in 403 403 403 403 404 404 |  in 403 403 403 403 404 404
survey_follow_up number=1                            |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
# questionnaire
answering                                            | 200 200 200 200 200 200 200 | 403 403 403 403 403 403 403
answering_en                                         | 200 200 200 200 200 200 200 | 403 403 403 403 403 403 403
# arrangements of a municipality
calendar                                             |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
calendar ?variant=@second                            |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
calendar ?verplaats=bestuur:2027-07-08:2027-07-01    |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
calendar_council council=lisse                       |  in 200 200 404 200 404 404 |  in 405 405 405 405 405 405
calendar_council council=raad-hillegom               |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
calendar_council council=raad-lisse                  |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
calendar_council council=raad-lisse ?jaar=2027@move   |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
calendar ?jaar=2027&bestuur=ab@move                  |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
calendar_chart board=ab kind=svg ?jaar=2027          |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
calendar_chart board=ab kind=json ?jaar=2027         |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
calendar_dates ?wie=councils:raad-lisse              |  in 200 200 200 200 404 404 |  in 422 422 403 403 404 404
calendar_chart board=nergens kind=svg                |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
calendar_council council=nergens                     |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
calendar_arrangements_start                          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
calendar_arrangements code=GM0534                    |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
calendar_arrangements code=GM0534 ?variant=@second   |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
calendar_arrangements code=GM9999                    |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
# dates and feeds
calendar_dates                                       |  in 200 200 200 200 404 404 |  in 422 422 403 403 404 404
calendar_dates ?variant=@second                      |  in 200 200 200 200 404 404 |  in 422 422 403 403 404 404
calendar_feeds                                       |  in 200 200 200 200 404 404 |  in 422 422 403 403 404 404
calendar_feeds ?variant=@second                      |  in 200 200 200 200 404 404 |  in 422 422 403 403 404 404
calendar_feed_withdraw number=999999                 |  in 404 404 404 404 404 404 |  in 404 404 404 404 404 404
calendar_feed_file secret=bcdfghjkmnpqrstvwxz        | 404 404 404 404 404 404 404 | 405 405 405 405 405 405 405
# grip
grip                                                 |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
grip ?variant=@second                                |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
grip_zienswijze                                      |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
grip_zienswijze ?variant=@second                     |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
grip_view point=overhead partner=hillegom            |  in 403 200 403 403 404 404 |  in 403 422 403 403 404 404
grip_view point=overhead partner=lisse               |  in 403 403 403 403 404 404 |  in 403 403 403 403 404 404
grip_view point=overhead partner=teylingen           |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
grip_view point=geen partner=teylingen               |  in 404 404 404 404 404 404 |  in 404 404 404 404 404 404
# release
change_release                                       |  in 200 403 403 403 404 404 |  in 405 405 405 405 405 405
change_release ?variant=@second                      |  in 200 403 403 403 404 404 |  in 405 405 405 405 405 405
change_release_general                               |  in 200 403 403 403 404 404 |  in 302 403 403 403 404 404
change_release_general_preview                       |  in 200 403 403 403 404 404 |  in 405 405 405 405 405 405
change_release_general_letter                        |  in 404 403 403 403 404 404 |  in 405 405 405 405 405 405
change_release_group group=leidinggevenden           |  in 200 403 403 403 404 404 |  in 302 403 403 403 404 404
change_release_group group=ploeg-z                   |  in 404 403 403 403 404 404 |  in 404 403 403 403 404 404
change_release_group_preview group=leidinggevenden   |  in 404 403 403 403 404 404 |  in 405 405 405 405 405 405
change_release_group_preview group=ploeg-z           |  in 404 403 403 403 404 404 |  in 405 405 405 405 405 405
change_release_group_letter group=leidinggevenden    |  in 404 403 403 403 404 404 |  in 405 405 405 405 405 405
change_help                                          |  in 403 403 403 403 404 404 |  in 405 405 405 405 405 405
change_help_handle number=999999                     |  in 405 405 405 405 405 405 |  in 403 403 403 403 404 404
change_help_delete number=999999                     |  in 405 405 405 405 405 405 |  in 403 403 403 403 404 404
# filling in
fill_in                                              |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
fill_in_section section=tasks                        |  in 200 200 200 200 404 200 |  in 422 403 403 403 404 403
fill_in_step word=taken                              |  in 200 200 200 200 404 200 |  in 422 403 403 403 404 403
fill_in_part word=taken partner=hillegom             |  in 200 200 200 200 404 404 |  in 403 409 403 403 404 404
fill_in_part word=taken partner=lisse                |  in 200 200 200 200 404 404 |  in 403 403 403 403 404 404
fill_in_part word=medewerkers partner=teylingen      |  in 200 200 200 200 404 404 |  in 409 403 403 403 404 404
fill_in_part word=medewerkers partner=lisse          |  in 200 200 200 200 404 404 |  in 403 403 403 403 404 404
fill_in_visibility_step word=taken                   |  in 405 405 405 405 405 405 |  in 403 403 403 403 404 403
fill_in_visibility_part word=taken partner=hillegom  |  in 405 405 405 405 405 405 |  in 403 403 403 403 404 404
fill_in_visibility_part word=taken partner=lisse     |  in 405 405 405 405 405 405 |  in 403 403 403 403 404 404
fill_in_conflict_step word=taken                     |  in 302 302 302 302 404 302 |  in 302 302 302 302 404 302
fill_in_conflict_part word=taken partner=hillegom    |  in 302 302 302 302 404 404 |  in 302 302 302 302 404 404
# history
history                                              |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
history ?variant=@second                             |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
history_version number=@shared                       |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
history_version number=@hillegom's                   |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
history_version number=@closed                       |  in 404 404 200 404 404 404 |  in 405 405 405 405 405 405
history_version number=999999                        |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
history_restore number=@shared                       |  in 405 405 405 405 405 405 |  in 409 403 403 403 404 404
history_restore number=@hillegom's                   |  in 405 405 405 405 405 405 |  in 403 409 403 403 404 404
history_restore number=@closed                       |  in 405 405 405 405 405 405 |  in 404 404 403 404 404 404
history_empty number=@shared                         |  in 200 403 403 403 404 404 |  in 422 403 403 403 404 404
history_empty number=@hillegom's                     |  in 200 200 403 403 404 404 |  in 422 422 403 403 404 404
history_empty number=@closed                         |  in 404 404 403 404 404 404 |  in 404 404 403 404 404 404
# variants
variants                                             |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
variants_new                                         |  in 302 403 403 403 404 403 |  in 422 403 403 403 404 403
variants_compare                                     |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
variants_compare ?a=basis&b=@second                  |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
variants_state                                       |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
variants_state ?a=basis&b=@second                    |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
variants_main name=@second                           |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 403
variants_archive name=@second                        |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 403
variants_back name=@second                           |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 403
# exchange
exchange                                             |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange ?voor=deelnemers                            |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=xlsx                          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=toml                          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=json                          |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=toml ?voor=mij                |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=toml ?voor=deelnemers         |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=toml ?voor=iedereen           |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=toml ?voor=partner:lisse      |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_download kind=toml ?variant=@second         |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
exchange_assessment                                  |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_assessment ?voor=mij                        |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_assessment ?voor=deelnemers                 |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_assessment ?voor=partner:lisse              |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
exchange_upload                                      |  in 405 405 405 405 405 405 |  in 422 422 403 403 404 403
exchange_preview                                     |  in 302 302 403 403 404 403 |  in 302 302 403 403 404 403
# members
members                                              |  in 200 200 200 200 404 404 |  in 422 403 403 403 404 403
member_change number=@daan                           |  in 405 405 405 405 405 405 |  in 302 403 403 403 404 403
member_remove number=@daan                           |  in 405 405 405 405 405 405 |  in 302 403 403 302 404 404
# documents
documents                                            |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
documents_state                                      |  in 200 200 200 200 404 200 |  in 405 405 405 405 405 405
documents_again reader=eigen                         |  in 405 405 405 405 405 405 |  in 404 302 302 302 404 404
documents_again reader=deelnemers                    |  in 405 405 405 405 405 405 |  in 302 404 404 404 404 404
documents_again reader=openbaar                      |  in 405 405 405 405 405 405 |  in 302 404 404 404 404 302
documents_report reader=eigen                        |  in 404 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_report reader=deelnemers                   |  in 200 404 404 404 404 404 |  in 405 405 405 405 405 405
documents_report reader=openbaar                     |  in 302 404 404 404 404 200 |  in 405 405 405 405 405 405
documents_report reader=partner-lisse                |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
documents_paper word=veranderplan form=docx         |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_paper word=communicatieplan form=pdf      |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_paper word=formatie-en-budget form=xlsx   |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_paper word=adviesaanvraag form=pdf        |  in 200 404 404 404 404 404 |  in 405 405 405 405 405 405
documents_paper word=instemmingsaanvraag form=docx  |  in 200 404 404 404 404 404 |  in 405 405 405 405 405 405
documents_paper word=raadsvoorstel form=docx        |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_paper word=oplegger form=pdf              |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_paper word=zienswijze form=docx           |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_paper word=controlelijst-regeling form=xlsx |  in 200 200 200 200 404 404 |  in 405 405 405 405 405 405
documents_paper word=collegevoorstel form=docx      |  in 200 200 200 404 404 404 |  in 405 405 405 405 405 405
documents_paper word=raadsvoorstel form=xlsx        |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
documents_paper word=veranderplan form=exe          |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
documents_report reader=lisse                        |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
# account
set_language                                         | 302 302 302 302 302 302 302 | 302 302 302 302 302 302 302
account_login                                        | 200 302 302 302 302 302 302 | 200 302 302 302 302 302 302
account_logout                                       | 302 200 200 200 200 200 200 | 302 302 302 302 302 302 302
account_inactive                                     | 200 200 200 200 200 200 200 | 405 405 405 405 405 405 405
account_signup                                       | 200 302 302 302 302 302 302 | 200 302 302 302 302 302 302
account_reauthenticate                               |  in 200 200 200 200 200 200 |  in 200 200 200 200 200 200
account_email                                        |  in 200 200 200 200 200 200 |  in 302 302 302 302 302 302
account_email_verification_sent                      | 200 200 200 200 200 200 200 | 405 405 405 405 405 405 405
account_change_password                              |  in 200 200 200 200 200 200 |  in 200 200 200 200 200 200
account_set_password                                 |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
account_reset_password                               | 200 200 200 200 200 200 200 | 200 200 200 200 200 200 200
account_confirm_login_code                           |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
account_confirm_email key=abc:def                    | 200 200 200 200 200 200 200 | 404 404 404 404 404 404 404
account_reset_password_from_key_done                 | 200 200 200 200 200 200 200 | 405 405 405 405 405 405 405
account_reset_password_from_key uidb36=1 key=abc-def | 200 200 200 200 200 200 200 | 200 200 200 200 200 200 200
account_reset_password_done                          | 200 200 200 200 200 200 200 | 405 405 405 405 405 405 405
mfa_index                                            |  in 200 200 200 200 200 200 |  in 405 405 405 405 405 405
mfa_authenticate                                     |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_reauthenticate                                   |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_activate_totp                                    |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_deactivate_totp                                  |  in 404 404 404 404 404 404 |  in 404 404 404 404 404 404
mfa_view_recovery_codes                              |  in 404 404 404 404 404 404 |  in 405 405 405 405 405 405
mfa_generate_recovery_codes                          |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_download_recovery_codes                          |  in 404 404 404 404 404 404 |  in 404 404 404 404 404 404
mfa_list_webauthn                                    |  in 200 200 200 200 200 200 |  in 405 405 405 405 405 405
mfa_add_webauthn                                     |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_reauthenticate_webauthn                          |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_remove_webauthn pk=1                             |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_edit_webauthn pk=1                               |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
mfa_login_webauthn                                   |  in 302 302 302 302 302 302 |  in 302 302 302 302 302 302
usersessions_list                                    |  in 200 200 200 200 200 200 |  in 302 302 302 302 302 302
about                                                | 200 200 200 200 200 200 200 | 200 200 200 200 200 200 200
accessibility                                        | 200 200 200 200 200 200 200 | 200 200 200 200 200 200 200
alive                                                | 200 200 200 200 200 200 200 | 200 200 200 200 200 200 200
# my step
my_step                                              | 200 200 200 200 200 200 200 | 403 403 403 403 403 403 403
my_step_en                                           | 200 200 200 200 200 200 200 | 403 403 403 403 403 403 403
my_step_page code=bcdfg-hjkmn-pqrst                  | 404 404 404 404 404 404 404 | 403 403 403 403 403 403 403
my_step_page_en code=bcdfg-hjkmn-pqrst               | 404 404 404 404 404 404 404 | 403 403 403 403 403 403 403
my_step_print code=bcdfg-hjkmn-pqrst                 | 404 404 404 404 404 404 404 | 403 403 403 403 403 403 403
my_step_print_en code=bcdfg-hjkmn-pqrst              | 404 404 404 404 404 404 404 | 403 403 403 403 403 403 403
my_step_help code=bcdfg-hjkmn-pqrst                  | 404 404 404 404 404 404 404 | 403 403 403 403 403 403 403
my_step_help_en code=bcdfg-hjkmn-pqrst               | 404 404 404 404 404 404 404 | 403 403 403 403 403 403 403
my_step_offline code=bcdfg-hjkmn-pqrst               | 404 404 404 404 404 404 404 | 403 403 403 403 403 403 403
"""


MOVE = "&verplaats=ab:2027-07-08:2027-07-15"
"""A trial of another day for the board of the scene."""


@dataclass(frozen=True)
class Row:
    """One address and its answers, in the order of `COLUMNS`."""

    group: str
    text: str
    name: str
    arguments: Mapping[str, str]
    query: str
    get: tuple[str, ...]
    post: tuple[str, ...]

    def address(self, words: Mapping[str, str], slug: str = SLUG) -> str:
        """The address, with the words of the scene in it."""
        filled = {key: words.get(value.removeprefix("@"), value) for key, value in self.arguments.items()}
        if "slug" in routes()[self.name]:
            filled["slug"] = slug
        query = self.query.replace("@second", words["second"]).replace("@move", MOVE)
        return reverse(self.name, kwargs=filled) + query


def _read() -> tuple[Row, ...]:
    rows, group = [], ""
    for line in filter(None, map(str.strip, TABLE.splitlines())):
        if line.startswith("#"):
            group = line.removeprefix("#").strip()
            continue
        address, get, post = line.split("|")
        name, *words = address.split()
        query = next((word for word in words if word.startswith("?")), "")
        arguments = dict(word.split("=", 1) for word in words if not word.startswith("?"))
        row = Row(
            group, " ".join(address.split()), name, arguments, query, tuple(get.split()), tuple(post.split())
        )
        assert len(row.get) == len(row.post) == len(COLUMNS), line
        rows.append(row)
    return tuple(rows)


ROWS = _read()
GROUPS = tuple(dict.fromkeys(row.group for row in ROWS))
