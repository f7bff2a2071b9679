import { createAdminClient, type AdminClient } from '../../../clients/admin/client.ts'
import { createShopClient } from '../../../clients/shop/client.ts'
import { send } from './send.ts'

/** Every operation of the console, typed from the server's contracts. */
export const api: AdminClient = createAdminClient(send)

/** The public storefront operations the console also needs (regions, the look of a page). */
export const shopApi = createShopClient(send)

export type Name = keyof AdminClient
export type Input<N extends Name> = Parameters<AdminClient[N]>[0]
export type Reply<N extends Name> = Awaited<ReturnType<AdminClient[N]>>
/** One row of a paged list. */
export type Item<N extends Name> = Reply<N> extends { items: (infer T)[] } ? T : never
