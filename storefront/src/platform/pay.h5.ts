import type { PayAction } from '@puzi/shop-client'

export type Method = 'wechat_jsapi' | 'wechat_h5' | 'wechat_native'
/** `left`: another page takes over; `done`: the client says it is paid, which only the server knows; `cancelled`: turned back. */
export type Outcome = 'left' | 'done' | 'cancelled'

export const METHODS: readonly Method[] = ['wechat_h5']

/** The channel's own page takes over; it comes back to the cashier. */
export async function perform(action: PayAction): Promise<Outcome> {
  if (action.kind === 'none') return 'done'
  if (action.kind !== 'redirect') throw new Error(`a browser cannot pay by "${action.kind}"`)
  location.assign(action.url)
  return 'left'
}
