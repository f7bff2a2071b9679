import { route, type Route, staffOf } from '../../kernel/http.ts'
import { addSupplier, changeSupplier, close, orderGoods, purchase, purchases, suppliers } from './buying.ts'
import type { Inventory } from './context.ts'
import {
  bookCount,
  cancelCount,
  cancelTransfer,
  closePurchase,
  createCount,
  createPurchase,
  createSupplier,
  createTransfer,
  getCount,
  getPurchase,
  getTransfer,
  listCounts,
  listLots,
  listPurchases,
  listReceipts,
  listSuppliers,
  listTransfers,
  receiveStock,
  receiveTransfer,
  sendTransfer,
  updateSupplier,
  writeCount,
} from './contract.ts'
import { book, cancelSheet, counts, countSheet, openSheet, writeDown } from './counts.ts'
import { lots } from './expire.ts'
import { receipts, receiveGoods } from './receive.ts'
import { cancel, draftTransfer, receive, send, transfer, transfers } from './transfers.ts'

/** Transfers and counts. */
export function moveRoutes(stock: Inventory): Route[] {
  return [
    route(listTransfers, (caller, { query }) => transfers(stock, staffOf(caller).shopId, query)),
    route(getTransfer, (caller, { params }) => transfer(stock, staffOf(caller).shopId, params.id)),
    route(createTransfer, (caller, { body }) => draftTransfer(stock, staffOf(caller), body)),
    route(sendTransfer, (caller, { params }) => send(stock, staffOf(caller), params.id)),
    route(receiveTransfer, (caller, { params, body }) => receive(stock, staffOf(caller), { ...params, ...body })),
    route(cancelTransfer, (caller, { params }) => cancel(stock, staffOf(caller), params.id)),
    route(listCounts, (caller, { query }) => counts(stock, staffOf(caller).shopId, query)),
    route(getCount, (caller, { params, query }) => countSheet(stock, staffOf(caller).shopId, { id: params.id, query })),
    route(createCount, (caller, { body }) => openSheet(stock, staffOf(caller), body)),
    route(writeCount, (caller, { params, body }) => writeDown(stock, staffOf(caller), { ...params, ...body })),
    route(bookCount, (caller, { params, body }) => book(stock, staffOf(caller), { ...params, ...body })),
    route(cancelCount, (caller, { params }) => cancelSheet(stock, staffOf(caller), params.id)),
  ]
}

/** Lots, suppliers, purchase orders and receipts. */
export function buyingRoutes(stock: Inventory): Route[] {
  return [
    route(listLots, (caller, { query }) => lots(stock, staffOf(caller).shopId, query)),
    route(listSuppliers, (caller, { query }) => suppliers(stock, staffOf(caller).shopId, query)),
    route(createSupplier, (caller, { body }) => addSupplier(stock, staffOf(caller).shopId, body)),
    route(updateSupplier, (caller, { params, body }) => changeSupplier(stock, staffOf(caller).shopId, { id: params.id, input: body })),
    route(listPurchases, (caller, { query }) => purchases(stock, staffOf(caller).shopId, query)),
    route(getPurchase, (caller, { params }) => purchase(stock, staffOf(caller).shopId, params.id)),
    route(createPurchase, (caller, { body }) => orderGoods(stock, staffOf(caller), body)),
    route(closePurchase, (caller, { params }) => close(stock, staffOf(caller).shopId, params.id)),
    route(listReceipts, (caller, { query }) => receipts(stock, staffOf(caller).shopId, query)),
    route(receiveStock, (caller, { body }) => receiveGoods(stock, staffOf(caller), body)),
  ]
}
