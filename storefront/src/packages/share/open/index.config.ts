export default definePageConfig({ navigationBarTitleText: '打开分享' })
