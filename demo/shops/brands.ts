/** The brands of the demo's goods: what they are called abroad, the face of their badge, its ground, and their story. */
export interface BrandData {
  name: string
  slug: string
  nameEn: string
  hero: string
  ground: readonly [string, string]
  story: string
}

export const brands: readonly BrandData[] = [
  {
    name: '山野记',
    slug: 'shanye',
    nameEn: 'Shanye',
    hero: 'mango',
    ground: ['#fff3dc', '#ffc987'],
    story:
      '从山里的果园出发，只在该熟的时候采。\n我们和十几位果农常年搭伙，树上多留七天，箱子里少放一层，路上再快一点。收到有坏果，拍张照片就赔。',
  },
  {
    name: '田小满',
    slug: 'tian',
    nameEn: 'Tian Xiaoman',
    hero: 'grapes',
    ground: ['#eef6e2', '#bfdc9a'],
    story: '小满未满，刚刚好。\n蔬果按当天的订单采，早上在地里，第二天在桌上。',
  },
  {
    name: '牧云',
    slug: 'muyun',
    nameEn: 'Muyun',
    hero: 'glass-of-milk',
    ground: ['#eef5fb', '#b9d4ee'],
    story: '高原牧场的奶与肉，一头牛一个号。',
  },
  { name: '渔火', slug: 'yuhuo', nameEn: 'Yuhuo', hero: 'shrimp', ground: ['#e9f4f7', '#9fcbd8'], story: '夜里出海，清早上岸，船上速冻。' },
  {
    name: '麦朵',
    slug: 'maiduo',
    nameEn: 'Maiduo',
    hero: 'croissant',
    ground: ['#fff4e2', '#f0cd96'],
    story: '面粉、黄油、时间，别的不加。',
  },
  {
    name: '一间',
    slug: 'yijian',
    nameEn: 'One Room',
    hero: 'couch-and-lamp',
    ground: ['#f2f4ec', '#c5cfb4'],
    story: '把一个房间需要的东西做好。\n颜色都从同一块色板里来，随便哪两件放在一起都不吵。',
  },
  {
    name: '屋檐',
    slug: 'wuyan',
    nameEn: 'Eaves',
    hero: 'house-with-garden',
    ground: ['#f7f1ea', '#dcc4a9'],
    story: '屋檐下的日用品，用得久，坏了能修。',
  },
  {
    name: '暖巢',
    slug: 'nuanchao',
    nameEn: 'Nest',
    hero: 'bed',
    ground: ['#fdf0ec', '#f0bfae'],
    story: '床品只做两件事：透气，和不起球。',
  },
  {
    name: '青器',
    slug: 'qingqi',
    nameEn: 'Qingqi',
    hero: 'teapot',
    ground: ['#eaf4f2', '#a9cdc6'],
    story: '手拉坯，一窑只烧三十六件，釉色件件不同。',
  },
  {
    name: '极屿',
    slug: 'jiyu',
    nameEn: 'Jiyu',
    hero: 'desktop-computer',
    ground: ['#ebf1fb', '#a8c0ea'],
    story: '数码周边不必花哨。\n接口标准、线材够长、坏了包换，说明书一页纸。',
  },
  { name: '声屿', slug: 'shengyu', nameEn: 'Sound Isle', hero: 'headphone', ground: ['#eeecfb', '#b7aeec'], story: '一座只有声音的小岛。' },
  {
    name: '云驰',
    slug: 'yunchi',
    nameEn: 'Yunchi',
    hero: 'video-game',
    ground: ['#e9f3fb', '#9fc6e6'],
    story: '给手和屏幕之间少一点延迟。',
  },
  {
    name: '云上衣',
    slug: 'yunshang',
    nameEn: 'Yunshang',
    hero: 'dress',
    ground: ['#fbeff3', '#efb9ca'],
    story: '一年只做两季，每季二十件。\n版型改到第三遍才下单，穿旧了好看，是我们的标准。',
  },
  {
    name: '南木',
    slug: 'nanmu',
    nameEn: 'Nanmu',
    hero: 't-shirt',
    ground: ['#eff3ee', '#b4c7b0'],
    story: '男人的基本款，洗三十次不走样。',
  },
  { name: '步里', slug: 'buli', nameEn: 'Buli', hero: 'running-shoe', ground: ['#f0f3fa', '#b5c3e2'], story: '鞋好不好，走五公里再说。' },
  {
    name: '拾光里',
    slug: 'shiguang',
    nameEn: 'Shiguangli',
    hero: 'womans-hat',
    ground: ['#fbf4ea', '#e9cfa4'],
    story: '小物件也记得住日子。',
  },
  {
    name: '沐山',
    slug: 'mushan',
    nameEn: 'Mushan',
    hero: 'soap',
    ground: ['#ecf5ef', '#a9d0b8'],
    story: '配方公开，成分表第一行就是最多的那一样。',
  },
  {
    name: '花间序',
    slug: 'huajian',
    nameEn: 'Huajian',
    hero: 'cherry-blossom',
    ground: ['#fdeef4', '#f4b6cd'],
    story: '闻起来像某年某月的一个下午。',
  },
]

export const brandKey = (slug: string): string => `demo/brand/${slug}`
