import type { PayAction } from '@puzi/shop-client'
import Taro from '@tarojs/taro'

export type Method = 'wechat_jsapi' | 'wechat_h5' | 'wechat_native' | 'alipay_mini' | 'alipay_wap' | 'unionpay_h5'
/** `left`: another page takes over; `code`: to be scanned; `done`: the client says it is paid, which only the server knows; `cancelled`: turned back. */
export type Outcome = 'left' | 'code' | 'done' | 'cancelled'

const byPlatform: Partial<Record<string, readonly Method[]>> = { weapp: ['wechat_jsapi'], alipay: ['alipay_mini'] }

/** How one can pay here. Douyin wants a channel of its own, which the server does not have yet. */
export const METHODS: readonly Method[] = byPlatform[process.env.TARO_ENV ?? ''] ?? []

export async function perform(action: PayAction): Promise<Outcome> {
  if (action.kind === 'none') return 'done'
  if (action.kind === 'alipay') return inAlipay(action.tradeNo)
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

/** 9000 says done, 8000 and 6004 that it is not known: only the server knows either way. 6001: turned back. */
async function inAlipay(tradeNO: string): Promise<Outcome> {
  const { resultCode } = await new Promise<{ resultCode: string | number }>((resolve, reject) => {
    my.tradePay({ tradeNO, success: resolve, fail: reject })
  })
  if (['9000', '8000', '6004'].includes(String(resultCode))) return 'done'
  if (String(resultCode) === '6001') return 'cancelled'
  throw new Error(`Alipay answers ${resultCode}`)
}
