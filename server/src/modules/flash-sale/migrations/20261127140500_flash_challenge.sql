-- Of whom the session asks the code of a picture before the gate: nobody, who looks like a machine, everybody.
alter table flash_sale.session add column challenge text not null default 'off' check (challenge in ('off', 'suspicious', 'everybody'));
