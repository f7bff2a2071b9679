-- Where pieces that passed inspection go, when not back to where they were sold from.
create table after_sales.return_place (
  request_id uuid not null,
  line_id uuid not null,
  location_id uuid not null,
  quantity bigint not null check (quantity > 0),
  primary key (request_id, line_id, location_id),
  foreign key (request_id, line_id) references after_sales.request_line (request_id, line_id)
);
