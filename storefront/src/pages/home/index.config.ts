export default definePageConfig({
  navigationBarTitleText: '铺子',
  enableShareAppMessage: true,
  enablePullDownRefresh: process.env.TARO_ENV !== 'h5',
})
