export default definePageConfig({ navigationBarTitleText: '红包', enableShareAppMessage: true })
