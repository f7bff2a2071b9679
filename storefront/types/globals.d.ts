/** Where the API and the pictures are: empty on H5, an address in mini programs. Set in config/index.ts. */
declare const API_BASE: string
declare module '*.scss'
declare module '*.png'

/** Inside Alipay: what Taro has no call for. */
declare const my: {
  tradePay: (options: {
    tradeNO: string
    success: (result: { resultCode: string | number }) => void
    fail: (error: unknown) => void
  }) => void
}
