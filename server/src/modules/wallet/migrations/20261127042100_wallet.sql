-- Money of shoppers in fen: accounts cash (their own), gift (given to them) and held (set aside).
select kernel.create_ledger('wallet');
