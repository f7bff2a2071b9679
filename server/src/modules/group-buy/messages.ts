import type { Messages } from '../../kernel/messages.ts'

export const messages: Messages = {
  'zh-CN': {
    group_buy_not_found: '没有找到这个拼团活动',
    group_buy_closed: '拼团活动未开始或已结束',
    group_buy_wrong: '拼团设置填写有误：结束时间须晚于开始时间，团长价不能高于拼团价，自动成团人数须少于成团人数',
    group_buy_goods_wrong: '参团规格须属于所选商品，且每个成团人数都要为同样的规格设置价格',
    group_buy_clash: '该商品在这段时间内已有其他拼团活动',
    group_size_in_use: '{size} 人团还有进行中的团，暂不能删除这一档',
    group_sku_wrong: '这个规格不参加该拼团',
    group_not_found: '没有找到这个团',
    group_over: '这个团已结束，可以重新开团',
    group_full: '来晚了一步，这个团已满员',
    group_none: '暂时没有可加入的团，可以自己开团',
    group_member_already: '您已在这个团中',
    group_limit: '每人最多参加 {perPerson} 次该活动',
    group_pieces: '每单最多购买 {maxPieces} 件',
    group_new_only: '仅限从未在本店购买过的新客',
  },
  en: {
    group_buy_not_found: 'There is no such group buy.',
    group_buy_closed: 'This group buy has not begun or is over.',
    group_buy_wrong:
      'The group buy is not valid: it must end after it begins, the leader pays no more than others, and groups are filled up from fewer members than they have seats.',
    group_buy_goods_wrong: 'The options must be of the chosen product, and each size of group needs a price for the same options.',
    group_buy_clash: 'This product has another group buy in that period.',
    group_size_in_use: 'Groups of {size} are still open; this size cannot be removed yet.',
    group_sku_wrong: 'This option is not part of the group buy.',
    group_not_found: 'There is no such group.',
    group_over: 'This group is over. You can open a new one.',
    group_full: 'Somebody was faster: this group is full.',
    group_none: 'No group can be joined at the moment. You can open one.',
    group_member_already: 'You are in this group already.',
    group_limit: 'You can take part {perPerson} times at most.',
    group_pieces: 'At most {maxPieces} pieces in one order.',
    group_new_only: 'Only for those who have never bought in this shop.',
  },
}
