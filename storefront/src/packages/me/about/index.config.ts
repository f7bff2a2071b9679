export default definePageConfig({ navigationBarTitleText: '关于铺子' })
