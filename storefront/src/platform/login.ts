import Taro from '@tarojs/taro'

/** The mini-program platform this runs on, as the API calls it. */
export const PLATFORM = process.env.TARO_ENV === 'alipay' ? 'alipay' : process.env.TARO_ENV === 'tt' ? 'tt' : 'weapp'
/** One tap signs in with the platform's own account. */
export const hasPlatformLogin = true

export async function platformCode(): Promise<string> {
  const { code } = await Taro.login()
  return code
}
