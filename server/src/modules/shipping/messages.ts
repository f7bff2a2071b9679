export const messages = {
  'zh-CN': {
    carrier_twice: '同一个快递公司编码出现了两次',
    parcel_not_found: '没有找到这个包裹',
    parcel_moved: '快递公司已经揽收这个包裹，不能再修改',
    carrier_unknown: '不支持这家快递公司，请重新选择',
    tracking_number_wrong: '快递单号不正确，请检查后重新填写',
    key_reused: '同一请求编号提交了不同内容，请刷新后重试',
    freight_template_not_found: '没有找到这个运费模板',
    freight_template_default: '这是默认运费模板，请先把其他模板设为默认',
    freight_rates_wrong: '运费规则有误：同一地区只能出现一次，且只能有一条适用于其余地区的规则',
  },
  en: {
    carrier_twice: 'A carrier code stands in the list twice.',
    parcel_not_found: 'There is no such parcel.',
    parcel_moved: 'The carrier has the parcel already; it can no longer be changed.',
    carrier_unknown: 'This carrier is not supported. Please choose another one.',
    tracking_number_wrong: 'This is not a tracking number. Please check it.',
    key_reused: 'This request id was used for something else; reload and try again.',
    freight_template_not_found: 'There is no such freight template.',
    freight_template_default: 'This is the default template. Make another one the default first.',
    freight_rates_wrong: 'The rates are not usable: a region may stand in one rate only, and only one rate may apply to the rest.',
  },
}
