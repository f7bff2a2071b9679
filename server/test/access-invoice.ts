import { randomUUID } from 'node:crypto'
import type { AdminClient } from '../../clients/admin/client.ts'
import type { ShopClient } from '../../clients/shop/client.ts'

/** An invoice of the paid order, and the title it is for. */
export async function invoiceOf(owner: AdminClient, shopper: ShopClient, id: string): Promise<Record<string, string>> {
  const seller = { name: '测试店铺有限公司', taxNumber: '91350100M000100Y43', address: '', phone: '', bank: '', account: '' }
  await owner.updateInvoiceSettings({ enabled: true, after: 'payment', seller, taxCode: '1060512990000000000', category: '日用品' })
  const title = (await shopper.createInvoiceTitle({ type: 'person', name: '张三丰' })).id
  return { title, invoice: (await shopper.askInvoice({ id, requestId: randomUUID(), titleId: title })).id }
}

/** What staff of another shop try on it. */
export const invoiceThings: Record<string, { id: string; body?: unknown }> = {
  getAdminInvoice: { id: 'invoice' },
  downloadAdminInvoice: { id: 'invoice' },
  issueInvoice: { id: 'invoice' },
  rejectInvoice: { id: 'invoice', body: { reason: '抬头不全' } },
  retryInvoice: { id: 'invoice' },
  reverseInvoice: { id: 'invoice', body: { reason: '抬头开错' } },
}
/** What another shopper tries on it. */
export const shopperInvoiceThings: Record<string, { id: string; body?: unknown }> = {
  updateInvoiceTitle: { id: 'title', body: { type: 'person', name: '别人' } },
  deleteInvoiceTitle: { id: 'title' },
  getInvoiceOffer: { id: 'order' },
  askInvoice: { id: 'order', body: { requestId: 'somebody-else', titleId: randomUUID() } },
  getInvoice: { id: 'invoice' },
  withdrawInvoice: { id: 'invoice' },
  downloadInvoice: { id: 'invoice' },
  createInvoiceLink: { id: 'invoice' },
}
