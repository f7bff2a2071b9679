import type { PayAction } from '@puzi/shop-client'
import Taro from '@tarojs/taro'

export type Method = 'wechat_jsapi' | 'wechat_h5' | 'wechat_native'
/** `left`: another page takes over; `done`: the client says it is paid, which only the server knows; `cancelled`: turned back. */
export type Outcome = 'left' | 'done' | 'cancelled'

/** How one can pay here. Alipay and Douyin want channels of their own, which the server does not have yet. */
export const METHODS: readonly Method[] = process.env.TARO_ENV === 'weapp' ? ['wechat_jsapi'] : []

export async function perform(action: PayAction): Promise<Outcome> {
  if (action.kind === 'none') return 'done'
  if (action.kind !== 'wechat') throw new Error(`a mini program cannot pay by "${action.kind}"`)
  const { timeStamp, nonceStr, package: prepay, signType, paySign } = action
  try {
    await Taro.requestPayment({ timeStamp, nonceStr, package: prepay, signType, paySign })
    return 'done'
  } catch (error) {
    if (/cancel/.test(JSON.stringify(error))) return 'cancelled'
    throw error
  }
}
