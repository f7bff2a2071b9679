import {
  AppstoreOutlined,
  AccountBookOutlined,
  DashboardOutlined,
  FireOutlined,
  GiftOutlined,
  InboxOutlined,
  SafetyOutlined,
  SettingOutlined,
  ShoppingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ComponentType } from 'react'
import { afterSalesPages } from '../areas/after-sales/pages.ts'
import { printerPages, printJobPages } from '../areas/printing/pages.ts'
import { deliveryPages, pointPages } from '../areas/delivery/pages.ts'
import { keyPages } from '../areas/keys/pages.ts'
import { stockPages } from '../areas/stock/pages.ts'
import { warehousePages } from '../areas/warehouse/pages.ts'
import type { Key } from '../i18n/i18n.tsx'
import { messagePages } from '../areas/messages/pages.ts'
import { memberPages } from '../areas/shoppers/pages.ts'
import { assetPages } from './pages-assets.ts'
import { playPages } from './pages-plays.ts'
import { riskPages } from '../areas/risk/pages.ts'

export type Area = 'home' | 'orders' | 'products' | 'stock' | 'marketing' | 'plays' | 'risk' | 'shoppers' | 'money' | 'settings'

/** One page of the console: its address, its place in the navigation, who may see it, and where its code is. */
export interface Page {
  path: string
  area: Area
  label: Key
  /** What the staff member must hold; absent: everybody who is signed in. */
  permission?: string
  /** Only for staff of the platform. */
  platform?: true
  /** Not in the navigation or the palette (details, editors). */
  inner?: true
  load: () => Promise<ComponentType>
}

export const areas: { area: Area; label: Key; icon: ComponentType }[] = [
  { area: 'home', label: 'nav.home', icon: DashboardOutlined },
  { area: 'orders', label: 'nav.orders', icon: InboxOutlined },
  { area: 'products', label: 'nav.products', icon: ShoppingOutlined },
  { area: 'stock', label: 'nav.stock', icon: AppstoreOutlined },
  { area: 'marketing', label: 'nav.marketing', icon: GiftOutlined },
  { area: 'plays', label: 'nav.plays', icon: FireOutlined },
  { area: 'shoppers', label: 'nav.shoppers', icon: TeamOutlined },
  { area: 'money', label: 'nav.money', icon: AccountBookOutlined },
  { area: 'risk', label: 'nav.risk', icon: SafetyOutlined },
  { area: 'settings', label: 'nav.settings', icon: SettingOutlined },
]

export const pages: readonly Page[] = [
  { path: '/', area: 'home', label: 'nav.home', load: async () => (await import('../areas/home/home-page.tsx')).HomePage },
  {
    path: '/orders',
    area: 'orders',
    label: 'nav.orders',
    permission: 'order.read',
    load: async () => (await import('../areas/orders/orders-page.tsx')).OrdersPage,
  },
  {
    path: '/orders/:id',
    area: 'orders',
    label: 'nav.order',
    permission: 'order.read',
    inner: true,
    load: async () => (await import('../areas/orders/order-page.tsx')).OrderPage,
  },
  {
    path: '/ship-sheet',
    area: 'orders',
    label: 'nav.shipSheet',
    permission: 'order.ship',
    load: async () => (await import('../areas/orders/ship-sheet-page.tsx')).ShipSheetPage,
  },
  {
    path: '/collections',
    area: 'orders',
    label: 'nav.collections',
    permission: 'order.read',
    load: async () => (await import('../areas/orders/collections-page.tsx')).CollectionsPage,
  },
  ...printJobPages,
  ...deliveryPages,
  ...afterSalesPages,
  {
    path: '/products',
    area: 'products',
    label: 'nav.productList',
    permission: 'catalog.read',
    load: async () => (await import('../areas/products/products-page.tsx')).ProductsPage,
  },
  {
    path: '/products/new',
    area: 'products',
    label: 'nav.productNew',
    permission: 'catalog.write',
    inner: true,
    load: async () => (await import('../areas/products/editor/editor-page.tsx')).EditorPage,
  },
  {
    path: '/products/import',
    area: 'products',
    label: 'nav.import',
    permission: 'catalog.write',
    load: async () => (await import('../areas/products/import-page.tsx')).ImportPage,
  },
  {
    path: '/products/:id',
    area: 'products',
    label: 'nav.product',
    permission: 'catalog.read',
    inner: true,
    load: async () => (await import('../areas/products/editor/editor-page.tsx')).EditorPage,
  },
  {
    path: '/product-questions',
    area: 'products',
    label: 'nav.productQuestions',
    permission: 'catalog.read',
    load: async () => (await import('../areas/products/questions/questions-page.tsx')).QuestionsPage,
  },
  {
    path: '/categories',
    area: 'products',
    label: 'nav.categories',
    permission: 'catalog.read',
    load: async () => (await import('../areas/products/categories-page.tsx')).CategoriesPage,
  },
  {
    path: '/brands',
    area: 'products',
    label: 'nav.brands',
    permission: 'catalog.read',
    load: async () => (await import('../areas/products/brands-page.tsx')).BrandsPage,
  },
  ...keyPages,
  {
    path: '/library',
    area: 'products',
    label: 'nav.media',
    permission: 'media.write',
    load: async () => (await import('../areas/media/media-page.tsx')).MediaPage,
  },
  {
    path: '/reviews',
    area: 'products',
    label: 'nav.reviews',
    permission: 'review.read',
    load: async () => (await import('../areas/reviews/reviews-page.tsx')).ReviewsPage,
  },
  ...warehousePages,
  ...stockPages,
  {
    path: '/promotions',
    area: 'marketing',
    label: 'nav.promotions',
    permission: 'promotion.read',
    load: async () => (await import('../areas/marketing/promotions-page.tsx')).PromotionsPage,
  },
  {
    path: '/coupons',
    area: 'marketing',
    label: 'nav.coupons',
    permission: 'promotion.read',
    load: async () => (await import('../areas/marketing/coupons-page.tsx')).CouponsPage,
  },
  {
    path: '/promotions/simulator',
    area: 'marketing',
    label: 'nav.simulator',
    permission: 'promotion.read',
    load: async () => (await import('../areas/marketing/simulator-page.tsx')).SimulatorPage,
  },
  {
    path: '/coupons/grants',
    area: 'marketing',
    label: 'nav.grants',
    permission: 'promotion.read',
    load: async () => (await import('../areas/marketing/grants-page.tsx')).GrantsPage,
  },
  {
    path: '/coupons/verify',
    area: 'marketing',
    label: 'nav.verify',
    permission: 'promotion.verify',
    load: async () => (await import('../areas/marketing/verify-page.tsx')).VerifyPage,
  },
  ...assetPages,
  ...playPages,
  ...riskPages,
  {
    path: '/search-words',
    area: 'marketing',
    label: 'nav.searchWords',
    permission: 'search.write',
    platform: true,
    load: async () => (await import('../areas/marketing/search-words-page.tsx')).SearchWordsPage,
  },
  {
    path: '/shoppers',
    area: 'shoppers',
    label: 'nav.shoppers',
    permission: 'shopper.read',
    load: async () => (await import('../areas/shoppers/shoppers-page.tsx')).ShoppersPage,
  },
  ...messagePages,
  ...memberPages,
  {
    path: '/payment-bills',
    area: 'money',
    label: 'nav.paymentBills',
    permission: 'payment.read',
    load: async () => (await import('../areas/money/bills-page.tsx')).BillsPage,
  },
  {
    path: '/payment-channels',
    area: 'money',
    label: 'nav.paymentChannels',
    permission: 'payment.read',
    load: async () => (await import('../areas/money/channels-page.tsx')).ChannelsPage,
  },
  {
    path: '/payment-alarms',
    area: 'money',
    label: 'nav.paymentAlarms',
    permission: 'payment.read',
    load: async () => (await import('../areas/money/alarms-page.tsx')).AlarmsPage,
  },
  {
    path: '/settings/shop',
    area: 'settings',
    label: 'nav.shop',
    permission: 'settings.read',
    load: async () => (await import('../areas/settings/shop-page.tsx')).ShopPage,
  },
  {
    path: '/settings/trade',
    area: 'settings',
    label: 'nav.trade',
    permission: 'settings.read',
    load: async () => (await import('../areas/settings/trade-page.tsx')).TradePage,
  },
  {
    path: '/settings/freight',
    area: 'settings',
    label: 'nav.freight',
    permission: 'settings.read',
    load: async () => (await import('../areas/settings/freight-page.tsx')).FreightPage,
  },
  ...pointPages,
  {
    path: '/settings/sending',
    area: 'settings',
    label: 'nav.sending',
    permission: 'settings.read',
    load: async () => (await import('../areas/settings/sending-page.tsx')).SendingPage,
  },
  {
    path: '/settings/carriers',
    area: 'settings',
    label: 'nav.carriers',
    load: async () => (await import('../areas/settings/carriers-page.tsx')).CarriersPage,
  },
  ...printerPages,
  {
    path: '/settings/staff',
    area: 'settings',
    label: 'nav.staff',
    permission: 'staff.read',
    load: async () => (await import('../areas/staff/staff-page.tsx')).StaffPage,
  },
  {
    path: '/settings/roles',
    area: 'settings',
    label: 'nav.roles',
    permission: 'staff.read',
    load: async () => (await import('../areas/staff/roles-page.tsx')).RolesPage,
  },
  {
    path: '/settings/audit',
    area: 'settings',
    label: 'nav.audit',
    permission: 'audit.read',
    load: async () => (await import('../areas/staff/audit-page.tsx')).AuditPage,
  },
  { path: '/me', area: 'settings', label: 'nav.me', inner: true, load: async () => (await import('../areas/staff/me-page.tsx')).MePage },
]
