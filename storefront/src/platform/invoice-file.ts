import Taro from '@tarojs/taro'
import { ApiError } from '@/api/error'
import { authHeaders } from '@/api/send'
import { t } from '@/i18n'

/** Fetches the PDF with the person's session and shows it; from there it can be passed on or kept. */
export async function openInvoice(id: string, what: 'blue' | 'red'): Promise<void> {
  const url = `${API_BASE}/api/shop/invoices/${id}/file?what=${what}`
  const { statusCode, tempFilePath } = await Taro.downloadFile({ url, header: authHeaders() }).catch(() => {
    throw new ApiError({ status: 0, code: 'offline', message: t('error.offline') })
  })
  if (statusCode !== 200) throw new ApiError({ status: statusCode, code: 'invoice_file_not_there', message: t('invoice.fileNotThere') })
  await Taro.openDocument({ filePath: tempFilePath, fileType: 'pdf', showMenu: true })
}
