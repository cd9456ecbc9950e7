-- The ERP system's tables. No key keeps a second row of the same version out: a repeat would be seen.
create table erp_order (
    version       text      not null,
    number        text      not null,
    status        text      not null,
    total         numeric   not null,
    node          text      not null
);

create table erp_order_row (
    version       text      not null,
    sku           text      not null,
    quantity      numeric   not null,
    price         numeric   not null
);
