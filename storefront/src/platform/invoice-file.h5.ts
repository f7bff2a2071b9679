import { shop } from '@/api/client'

/** Opens the PDF beside the shop, by a link that holds for a day: a new page carries no session. */
export async function openInvoice(id: string, what: 'blue' | 'red'): Promise<void> {
  // At once, while the browser still knows that a person tapped.
  const tab = window.open('', '_blank')
  try {
    const { url } = await shop.createInvoiceLink({ id, what })
    if (tab) tab.location.href = url
    else location.href = url
  } catch (error) {
    tab?.close()
    throw error
  }
}
