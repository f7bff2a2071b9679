import { findPlace } from './regions.ts'

export interface ParsedAddress {
  name: string
  phone: string
  province: string
  city: string
  district: string
  districtCode: string
  detail: string
}

const labels =
  /(收货人姓名|收货人|收件人姓名|收件人|联系人|姓名|手机号码|手机号|联系电话|联系方式|电话号码|电话|手机|所在地区|所在地|省市区|地区|详细地址|收货地址|收件地址|街道地址|地址|邮政编码|邮编)\s*[:：]\s*|(?<=^|[\s,，;；、|])(收货人|收件人|姓名|手机号码?|联系电话|电话|手机|所在地区|地区|详细地址|收货地址|地址|邮编)(?=[\s:：])/g

/** A mobile number however it is grouped, or a fixed one with its area code. A longer number is neither. */
const mobile = /(?<!\d)(?:\(?\+?(?:00)?86\)?[-\s]?)?(1[3-9]\d(?:[-\s]?\d{4}){2}|1[3-9]\d[-\s]?\d{3}[-\s]?\d{5})(?!\d)/
const fixed = /(?<!\d)(?:\(?\+?(?:00)?86\)?[-\s]?)?(?:[(（]?(0\d{2,3})[)）]?[-\s]?([2-9]\d{6,7}))(?!\d)/

const double = '欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|司徒|轩辕|端木|南宫|闻人|宇文|长孙|独孤|西门'
const single =
  '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺区'
const person = new RegExp(
  `^(?:(?:${double})[\\u4e00-\\u9fa5]{1,2}|[${single}][\\u4e00-\\u9fa5]{1,2}|[\\u4e00-\\u9fa5]{1,4}·[\\u4e00-\\u9fa5·]{1,10})(?:先生|女士|小姐|老师|总)?$`,
)
/** What a part of a place ends with. */
const place = /[省市区县旗镇乡村路街号道弄巷里园苑城楼栋幢座室层]$|\d/

/** What stands between a province and its districts in lists, and in no address that people say. */
const between = /市辖区|(省|自治区)直辖县(级行政(区划|单位))?|(?<=重庆市?)县(?=.{1,8}县)/g

/** Reads name, phone and place out of pasted text, in any order. What is not found is empty. */
export function parse(text: string): ParsedAddress {
  const called = /(?:收货人姓名|收货人|收件人姓名|收件人|联系人|姓名)\s*[:：]?\s*([^\s,，;；、|:：\d]{1,12})/.exec(text)?.[1]
  const plain = text
    .replaceAll(labels, ' ')
    .replaceAll(/[\s,，;；、|/]+/g, ' ')
    .trim()
  const phone = phoneIn(plain)
  const withoutPhone = (phone ? plain.replace(phone.said, ' ') : plain).replaceAll(/(?<!\d)\d{6}(?!\d|号|室|弄|栋|幢)/g, ' ')
  const parts = withoutPhone.split(' ').filter(Boolean)
  const { name, rest } = called ? { name: called, rest: parts.filter((part) => part !== called) } : nameIn(parts)
  const where = rest.join('').replaceAll(between, '')
  const found = findPlace(where)
  return {
    name,
    phone: phone?.number ?? '',
    province: found?.place.province ?? '',
    city: found?.place.city ?? '',
    district: found?.place.district ?? '',
    districtCode: found?.place.districtCode ?? '',
    detail: (found?.rest ?? where).slice(0, 120),
  }
}

function phoneIn(plain: string): { said: string; number: string } | undefined {
  const hand = mobile.exec(plain)
  if (hand?.[1]) return { said: hand[0], number: hand[1].replaceAll(/\D/g, '') }
  const desk = fixed.exec(plain)
  if (!desk) return undefined
  const [said, area = '', local = ''] = desk
  return { said, number: `${area}-${local}` }
}

/** A part that looks like a person; else one that looks like nothing else; else the end or the beginning of the address. */
function nameIn(parts: readonly string[]): { name: string; rest: string[] } {
  const without = (name: string): string[] => parts.filter((part) => part !== name)
  const likely = parts.filter((part) => person.test(part) && !findPlace(part))
  const short = parts.filter((part) => part.length <= 8 && !place.test(part) && !findPlace(part))
  const name =
    likely.find((part) => !place.test(part)) ?? likely[0] ?? short.toSorted((a, b) => Math.abs(a.length - 3) - Math.abs(b.length - 3))[0]
  if (name) return { name, rest: without(name) }
  // Written without a space: behind the last number of the house.
  const glued = parts
    .map((part) => /^(.*(?:\d|[号室楼层栋幢座元店]))([\u4e00-\u9fa5]{2,4})$/.exec(part))
    .find((one) => one?.[2] && person.test(one[2]))
  if (!glued) return { name: '', rest: [...parts] }
  return { name: glued[2] ?? '', rest: parts.map((part) => (part === glued[0] ? (glued[1] ?? '') : part)) }
}
