import Taro from '@tarojs/taro'

export interface ChosenAddress {
  name: string
  phone: string
  region: string
  districtCode: string
  detail: string
}

/** WeChat keeps addresses of its own, which a person can hand over. */
export const hasAddressBook = process.env.TARO_ENV === 'weapp'

/** The address a person picked in WeChat; nothing when they turned back. */
export async function chooseAddress(): Promise<ChosenAddress | undefined> {
  try {
    const chosen = await Taro.chooseAddress()
    const { userName, telNumber, provinceName, cityName, countyName, nationalCode, detailInfo } = chosen
    const region = [provinceName, cityName, countyName].join(' ')
    return { name: userName, phone: telNumber, region, districtCode: nationalCode ?? '', detail: detailInfo }
  } catch (error) {
    if (/cancel|deny/.test(JSON.stringify(error))) return undefined
    throw error
  }
}
