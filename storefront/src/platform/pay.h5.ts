import type { PayAction } from '@puzi/shop-client'

export type Method = 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'
/** `left`: another page takes over; `code`: to be scanned; `done`: the client says it is paid, which only the server knows; `cancelled`: turned back. */
export type Outcome = 'left' | 'code' | 'done' | 'cancelled'

/** On a computer WeChat is on another device: it scans. On the phone its app opens. */
const atDesk = matchMedia('(min-width: 768px) and (hover: hover) and (pointer: fine)').matches

export const METHODS: readonly Method[] = [atDesk ? 'wechat_native' : 'wechat_h5', 'alipay_wap', 'unionpay_h5']

/** The channel's own page takes over; it comes back to the cashier. */
export async function perform(action: PayAction): Promise<Outcome> {
  if (action.kind === 'none') return 'done'
  if (action.kind === 'code') return 'code'
  if (action.kind !== 'redirect') throw new Error(`a browser cannot pay by "${action.kind}"`)
  location.assign(action.url)
  return 'left'
}
