export default definePageConfig({ navigationBarTitleText: '样品与任务' })
