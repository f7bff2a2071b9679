export default definePageConfig({ navigationBarTitleText: '品牌', enableShareAppMessage: true })
