-- All that is a shopper's is found when accounts become one.
create index report_shopper on platform_report.report (shopper_id);
