export const messages = {
  'zh-CN': {
    printer_not_found: '没有找到这台打印机',
    printer_taken: '这台打印机已被添加，请检查编号',
    printer_refused: '打印机云平台拒绝了添加，请核对编号和密钥',
    printer_cloud_silent: '打印机云平台没有回应，请稍后重试',
    printer_cloud_missing: '还没有配置打印机云平台的账号',
    print_job_not_found: '没有找到这个打印任务',
    print_job_state_wrong: '这个打印任务的状态已变化，请刷新后重试',
    print_nothing: '这笔订单没有要在所选打印机上打印的商品',
  },
  en: {
    printer_not_found: 'There is no such printer.',
    printer_taken: 'This device was added before. Check its number.',
    printer_refused: 'The cloud of the printer refused it. Check the number and the key.',
    printer_cloud_silent: 'The cloud of the printer does not answer. Try again later.',
    printer_cloud_missing: 'No account at a cloud of printers is configured.',
    print_job_not_found: 'There is no such print job.',
    print_job_state_wrong: 'The print job has moved meanwhile; reload and try again.',
    print_nothing: 'Nothing of this order is printed by the chosen printers.',
  },
}
