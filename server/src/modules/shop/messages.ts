export const messages = {
  'zh-CN': { shop_not_found: '没有找到这家店铺' },
  en: { shop_not_found: 'There is no such shop' },
}
