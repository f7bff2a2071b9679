/** Every page of the shop: its file, and the short address it has on H5. */
export const ROUTES = {
  home: { path: 'pages/home/index', alias: '/home' },
  category: { path: 'pages/category/index', alias: '/category' },
  discover: { path: 'pages/discover/index', alias: '/discover' },
  cart: { path: 'pages/cart/index', alias: '/cart' },
  mine: { path: 'pages/mine/index', alias: '/me' },
  product: { path: 'pages/product/index', alias: '/product' },
  search: { path: 'packages/find/search/index', alias: '/search' },
  results: { path: 'packages/find/results/index', alias: '/results' },
  shop: { path: 'packages/find/shop/index', alias: '/shop' },
  brand: { path: 'packages/find/brand/index', alias: '/brand' },
  reviews: { path: 'packages/find/reviews/index', alias: '/reviews' },
  couponCentre: { path: 'packages/find/coupons/index', alias: '/coupon-centre' },
  checkout: { path: 'packages/trade/checkout/index', alias: '/checkout' },
  cashier: { path: 'packages/trade/cashier/index', alias: '/cashier' },
  bank: { path: 'packages/trade/bank/index', alias: '/bank-transfer' },
  friend: { path: 'packages/trade/friend/index', alias: '/friend-pay' },
  orders: { path: 'packages/trade/orders/index', alias: '/orders' },
  order: { path: 'packages/trade/order/index', alias: '/order' },
  logistics: { path: 'packages/trade/logistics/index', alias: '/logistics' },
  review: { path: 'packages/trade/review/index', alias: '/review' },
  afterSales: { path: 'packages/trade/after-sales/index', alias: '/after-sales' },
  afterSalesApply: { path: 'packages/trade/after-sales-apply/index', alias: '/after-sales-apply' },
  afterSalesList: { path: 'packages/trade/after-sales-list/index', alias: '/after-sales-list' },
  complaint: { path: 'packages/trade/complaint/index', alias: '/complaint' },
  gift: { path: 'packages/trade/gift/index', alias: '/gift' },
  invoice: { path: 'packages/trade/invoice/index', alias: '/invoice' },
  invoiceApply: { path: 'packages/trade/invoice-apply/index', alias: '/invoice-apply' },
  bargains: { path: 'packages/bargain/list/index', alias: '/bargains' },
  bargain: { path: 'packages/bargain/detail/index', alias: '/bargain' },
  login: { path: 'packages/me/login/index', alias: '/login' },
  addresses: { path: 'packages/me/addresses/index', alias: '/addresses' },
  address: { path: 'packages/me/address/index', alias: '/address' },
  coupons: { path: 'packages/me/coupons/index', alias: '/coupons' },
  couponPass: { path: 'packages/me/coupon-pass/index', alias: '/coupon-pass' },
  wallet: { path: 'packages/me/wallet/index', alias: '/wallet' },
  points: { path: 'packages/me/points/index', alias: '/points' },
  redPackets: { path: 'packages/me/red-packets/index', alias: '/red-packets' },
  stockWatch: { path: 'packages/me/stock-watch/index', alias: '/stock-watch' },
  invoices: { path: 'packages/me/invoices/index', alias: '/invoices' },
  invoiceTitles: { path: 'packages/me/invoice-titles/index', alias: '/invoice-titles' },
  settings: { path: 'packages/me/settings/index', alias: '/settings' },
  about: { path: 'packages/me/about/index', alias: '/about' },
} as const

export type RouteName = keyof typeof ROUTES
export const TAB_NAMES = ['home', 'category', 'discover', 'cart', 'mine'] as const
export type TabName = (typeof TAB_NAMES)[number]

/** What Taro's H5 router wants: page path → address. */
export const ALIASES: Record<string, string> = Object.fromEntries(Object.values(ROUTES).map((route) => [`/${route.path}`, route.alias]))
