export default definePageConfig({ navigationBarTitleText: '店铺', enableShareAppMessage: true })
