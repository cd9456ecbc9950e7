-- The two shops: what they have sold, and which version of it the hub has taken.
create table shop_order (
    shop         text,
    number       int,
    version      int not null default 1,
    sent_version int not null default 0,
    sku          text not null,
    quantity     int  not null,
    email        text,
    primary key (shop, number)
);

-- The ERP system.
create table erp_order (
    number    int generated always as identity primary key,
    -- the platform's id: an order that comes again is the same one
    local_id  text not null unique,
    sku       text not null,
    quantity  int  not null,
    email     text not null
);

create table erp_stock (
    sku          text primary key,
    quantity     int not null,
    version      int not null default 1,
    sent_version int not null default 0
);
