import { on } from '../../kernel/events.ts'
import { route, shopperOf } from '../../kernel/http.ts'
import { defineModule } from '../../kernel/module.ts'
import { catalogCalls } from '../catalog/contract.ts'
import { inventoryCalls } from '../inventory/contract.ts'
import { orderPlaced } from '../order/contract.ts'
import { pricingCalls } from '../pricing/contract.ts'
import { add, change, merge, remove, select } from './change.ts'
import type { Carts } from './context.ts'
import { addCartLine, cartCalls, getCart, mergeCart, previewCart, removeCartLines, selectCartLines, updateCartLine } from './contract.ts'
import { messages } from './messages.ts'
import { preview } from './preview.ts'
import { deleteOrdered } from './queries.ts'
import { view } from './view.ts'

export const cart = defineModule({
  name: 'cart',
  calls: cartCalls,
  needs: { catalog: catalogCalls, inventory: inventoryCalls, pricing: pricingCalls },
  messages,
  create: ({ db, needs }) => {
    const carts: Carts = { db, ...needs }
    const after = async (shopperId: string, done: Promise<void>) => {
      await done
      return view(carts, shopperId)
    }
    return {
      calls: {},
      routes: [
        route(getCart, (caller) => view(carts, shopperOf(caller))),
        route(addCartLine, (caller, { body }) => after(shopperOf(caller), add(carts, shopperOf(caller), body))),
        route(updateCartLine, (caller, { params, body }) =>
          after(shopperOf(caller), change(carts, shopperOf(caller), { ...params, ...body })),
        ),
        route(selectCartLines, (caller, { body }) => after(shopperOf(caller), select(carts, shopperOf(caller), body))),
        route(removeCartLines, (caller, { body }) => after(shopperOf(caller), remove(carts, shopperOf(caller), body.skuIds))),
        route(mergeCart, (caller, { body }) => after(shopperOf(caller), merge(carts, shopperOf(caller), body))),
        route(previewCart, (_caller, { body }) => preview(carts, body)),
      ],
      handlers: [on(orderPlaced, 'cart.remove-ordered', ({ payload, at }) => deleteOrdered(db, { ...payload, at }))],
      jobs: [],
    }
  },
})
