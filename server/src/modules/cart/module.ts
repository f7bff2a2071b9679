import { on, when } from '../../kernel/events.ts'
import { type Caller, route, shopperOf } from '../../kernel/http.ts'
import { mergeCalls, mergeSlot } from '../../kernel/merge.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { orderCalls, orderPlaced } from '../order/contract.ts'
import { channelOf, pricingCalls } from '../pricing/contract.ts'
import { again } from './again.ts'
import { add, change, merge, remove, select } from './change.ts'
import type { Carts } from './context.ts'
import {
  addCartLine,
  buyAgain,
  cartCalls,
  getCart,
  mergeCart,
  previewCart,
  removeCartLines,
  selectCartLines,
  updateCartLine,
} from './contract.ts'
import { merging } from './merge.ts'
import { messages } from './messages.ts'
import { preview } from './preview.ts'
import { deleteOrdered, holdersAbove, idleCarts } from './queries.ts'
import { view } from './view.ts'

export const cart = defineModule({
  name: 'cart',
  calls: { ...cartCalls, ...mergeSlot.calls },
  plugsInto: [mergeSlot],
  needs: { catalog: catalogCalls, inventory: inventoryCalls, order: orderCalls, pricing: pricingCalls },
  messages,
  create: ({ db, now, needs }) => {
    const carts: Carts = { db, ...needs }
    const whoAsks = (caller: Caller) => ({ shopperId: shopperOf(caller), channel: channelOf(caller) })
    const after = async (caller: Caller, done: Promise<void>) => {
      await done
      return view(carts, whoAsks(caller))
    }
    return {
      calls: {
        ...mergeCalls(db, now, merging),
        idle: async ({ from, to, ...page }) => {
          const items = await idleCarts(db, { from: new Date(from), to: new Date(to), ...page })
          return { items: items.map(({ touchedAt, ...cart }) => ({ ...cart, touchedAt: touchedAt.toISOString() })) }
        },
        holders: async (input) => ({ holders: await holdersAbove(db, input) }),
      },
      routes: [
        route(getCart, (caller) => view(carts, whoAsks(caller))),
        route(addCartLine, (caller, { body }) => after(caller, add(carts, shopperOf(caller), body))),
        route(updateCartLine, (caller, { params, body }) => after(caller, change(carts, shopperOf(caller), { ...params, ...body }))),
        route(selectCartLines, (caller, { body }) => after(caller, select(carts, shopperOf(caller), body))),
        route(removeCartLines, (caller, { body }) => after(caller, remove(carts, shopperOf(caller), body.skuIds))),
        route(mergeCart, (caller, { body }) => after(caller, merge(carts, shopperOf(caller), body))),
        route(buyAgain, (caller, { body }) => again(carts, whoAsks(caller), body)),
        route(previewCart, (caller, { body }) => preview(carts, channelOf(caller), body)),
      ],
      handlers: [
        when(
          'cart',
          on(orderPlaced, 'cart.remove-ordered', ({ payload, at }) => deleteOrdered(db, { ...payload, at })),
        ),
      ],
      jobs: [],
    }
  },
})
