import { operation } from '../../kernel/contract.ts'
import { Done, IdParams } from '../../kernel/schema.ts'
import { Order } from './contract-shop.ts'

export const confirmReceipt = operation({
  id: 'confirmReceipt',
  face: 'shop',
  method: 'POST',
  path: '/orders/:id/receive',
  access: 'shopper',
  params: IdParams,
  reply: Order,
  errors: ['order_not_found', 'transition_illegal', 'not_collected'],
})
export const remindShipment = operation({
  id: 'remindShipment',
  face: 'shop',
  method: 'POST',
  path: '/orders/:id/remind',
  access: 'shopper',
  params: IdParams,
  reply: Done,
  errors: ['order_not_found', 'transition_illegal', 'reminded_today'],
})
