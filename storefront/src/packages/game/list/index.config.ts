export default definePageConfig({ navigationBarTitleText: '玩一玩', enableShareAppMessage: true })
