export const messages = {
  'zh-CN': {
    task_not_found: '没有找到这个拣货任务',
    task_state_wrong: '这个拣货任务的状态已变化，请刷新后重试',
    task_stopped: '买家已申请退款，拣货暂停',
    piece_not_wanted: '这件商品不在本单中，请放回',
    piece_enough: '这件商品已拣够，请放回多余的',
    pick_incomplete: '还有商品没有拣齐',
  },
  en: {
    task_not_found: 'There is no such pick task.',
    task_state_wrong: 'The pick task has moved meanwhile; reload and try again.',
    task_stopped: 'The shopper asked for a refund: picking is stopped.',
    piece_not_wanted: 'This piece does not belong to the order. Put it back.',
    piece_enough: 'There are enough of this piece already. Put it back.',
    pick_incomplete: 'Not everything has been picked yet.',
  },
}
