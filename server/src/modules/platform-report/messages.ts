export const messages = {
  'zh-CN': { report_not_found: '没有找到这条发货上报', report_state_wrong: '这条上报的状态已变化，请刷新后重试' },
  en: { report_not_found: 'There is no such report.', report_state_wrong: 'The report has moved meanwhile; reload and try again.' },
}
