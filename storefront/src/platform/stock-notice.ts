import Taro from '@tarojs/taro'

/** May be called only while a tap is handled, so before anything is awaited. Whatever the person answers, the wish itself stands. */
export async function askForNotice(): Promise<void> {
  if (process.env.TARO_ENV !== 'weapp' || STOCK_TEMPLATE === '') return
  try {
    await Taro.requestSubscribeMessage({ tmplIds: [STOCK_TEMPLATE], entityIds: [] })
  } catch (error) {
    // Older clients, and people who have switched messages off: the mark in "mine" tells them.
    console.warn('no consent to messages', error)
  }
}
