import { type Route, route, shopperOf, staffOf } from '../../../kernel/http.ts'
import type { Orders } from '../context.ts'
import { approveBankTransfer, listBankTransfers, rejectBankTransfer, startBankTransfer, submitBankProof } from '../contract.ts'
import { approve, begin, board, prove, reject } from './transfer.ts'

export const bankRoutes = (orders: Orders): Route[] => [
  route(startBankTransfer, (caller, { params }) => begin(orders, shopperOf(caller), params.id)),
  route(submitBankProof, (caller, { params, body }) => prove(orders, shopperOf(caller), { ...body, checkoutId: params.id })),
  route(listBankTransfers, (_caller, { query }) => board(orders, query)),
  route(approveBankTransfer, (caller, { params, body }) => approve(orders, staffOf(caller).name, { ...body, id: params.id })),
  route(rejectBankTransfer, (caller, { params, body }) => reject(orders, staffOf(caller).name, { ...body, id: params.id })),
]
