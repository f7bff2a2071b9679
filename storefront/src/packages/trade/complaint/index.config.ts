export default definePageConfig({ navigationBarTitleText: '质量反馈' })
