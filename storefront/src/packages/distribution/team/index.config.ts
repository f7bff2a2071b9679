export default definePageConfig({ navigationBarTitleText: '团队与客户' })
