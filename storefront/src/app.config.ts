import { light } from './design/tokens'

const isH5 = process.env.TARO_ENV === 'h5'

const tab = (name: string, text: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: `assets/tab/${name}.png`,
  selectedIconPath: `assets/tab/${name}-on.png`,
})

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/category/index',
    'pages/discover/index',
    'pages/cart/index',
    'pages/mine/index',
    'pages/product/index',
  ],
  subPackages: [
    {
      root: 'packages/message',
      name: 'message',
      pages: ['inbox/index', 'settings/index'],
    },
    {
      root: 'packages/find',
      name: 'find',
      pages: [
        'search/index',
        'results/index',
        'shop/index',
        'brand/index',
        'reviews/index',
        'coupons/index',
        'group-buys/index',
        'flash-sales/index',
      ],
    },
    {
      root: 'packages/share',
      name: 'share',
      pages: ['invite/index', 'history/index', 'open/index'],
    },
    {
      root: 'packages/trade',
      name: 'trade',
      pages: [
        'checkout/index',
        'cashier/index',
        'friend/index',
        'bank/index',
        'orders/index',
        'order/index',
        'logistics/index',
        'review/index',
        'after-sales/index',
        'after-sales-apply/index',
        'after-sales-list/index',
        'complaint/index',
        'gift/index',
        'group/index',
        'invoice/index',
        'invoice-apply/index',
      ],
    },
    {
      root: 'packages/bargain',
      name: 'bargain',
      pages: ['list/index', 'detail/index'],
    },
    {
      root: 'packages/cards',
      name: 'cards',
      pages: ['list/index', 'gift/index', 'packet/index', 'send/index'],
    },
    {
      root: 'packages/community',
      name: 'community',
      pages: ['list/index', 'buy/index', 'leader/index', 'apply/index'],
    },
    {
      root: 'packages/distribution',
      name: 'distribution',
      pages: ['home/index', 'shop/index', 'apply/index', 'goods/index', 'team/index', 'earnings/index', 'poster/index', 'samples/index'],
    },
    {
      root: 'packages/presale',
      name: 'presale',
      pages: ['list/index', 'detail/index', 'deposit/index'],
    },
    {
      root: 'packages/game',
      name: 'game',
      pages: ['list/index', 'play/index'],
    },
    {
      root: 'packages/perks',
      name: 'perks',
      pages: ['card/index', 'mall/index'],
    },
    {
      root: 'packages/me',
      name: 'me',
      pages: [
        'login/index',
        'addresses/index',
        'address/index',
        'coupons/index',
        'coupon-pass/index',
        'wallet/index',
        'points/index',
        'member/index',
        'check-in/index',
        'tasks/index',
        'red-packets/index',
        'groups/index',
        'stock-watch/index',
        'invoices/index',
        'invoice-titles/index',
        'settings/index',
        'about/index',
      ],
    },
  ],
  // What is opened next from here is fetched while the person looks.
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['find'] },
    'pages/product/index': { network: 'all', packages: ['trade', 'me'] },
    'pages/cart/index': { network: 'all', packages: ['trade', 'me'] },
    'pages/mine/index': { network: 'wifi', packages: ['trade', 'me'] },
  },
  window: {
    backgroundTextStyle: 'dark',
    backgroundColor: light.ground,
    navigationBarBackgroundColor: light.ground,
    navigationBarTitleText: '铺子',
    navigationBarTextStyle: 'black',
    onReachBottomDistance: 400,
  },
  tabBar: {
    // H5 draws its own, so that it follows the theme and the column.
    ...(isH5 ? { custom: true } : {}),
    color: light.ink3,
    selectedColor: light.accentStrong,
    backgroundColor: light.card,
    borderStyle: 'white',
    list: [tab('home', '首页'), tab('category', '分类'), tab('discover', '发现'), tab('cart', '购物车'), tab('mine', '我的')],
  },
  ...(isH5 ? { animation: { duration: 220, delay: 0 } } : {}),
  // Only these are asked for: to pin an address on the map.
  requiredPrivateInfos: ['chooseLocation'],
  permission: { 'scope.userLocation': { desc: '用于选择收货地址的位置，计算同城配送费' } },
  lazyCodeLoading: 'requiredComponents',
})
