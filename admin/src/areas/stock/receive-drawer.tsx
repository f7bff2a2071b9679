import { App, Button, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import type { Reply } from '../../api/api.ts'
import { newKey } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { labelOf, LinesEditor, newLine, type PaperLine } from './lines-editor.tsx'
import { LocationSelect } from './location-select.tsx'

/** Goods that came in: what is still open of a purchase order, or anything. */
export function ReceiveDrawer({ purchase, onClose }: { purchase?: Reply<'getPurchase'>; onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [key] = useState(newKey)
  const [lines, setLines] = useState<PaperLine[]>(() => openLines(purchase))
  const [chosen, setLocation] = useState(purchase?.locationId ?? '')
  const [supplierId, setSupplier] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const locations = useRead('listLocations')
  const suppliers = useRead('listSuppliers', { pageSize: 100 })
  const locationId = chosen || (locations.data?.items.find((location) => location.isDefault)?.id ?? '')
  const receive = useWrite('receiveStock', {
    stale: ['listStock', 'listMovements', 'listReceipts', 'listPurchases', 'getPurchase', 'listLots', 'listLocations', 'listStockWarnings'],
    success: t('receipt.done'),
    onDone: onClose,
  })
  const submit = () => {
    if (lines.length === 0 || lines.some((line) => !line.quantity)) return void message.warning(t('paper.noLines'))
    receive.mutate({
      requestId: key,
      ...(locationId ? { locationId } : {}),
      ...(purchase ? { purchaseId: purchase.id } : {}),
      ...(!purchase && supplierId ? { supplierId } : {}),
      note: note.trim(),
      lines: lines.map((line) => ({
        skuId: line.skuId,
        quantity: line.quantity ?? 1,
        ...(line.unitCostFen === null ? {} : { unitCostFen: line.unitCostFen }),
        ...(line.lot.trim() ? { lot: { code: line.lot.trim(), expiresOn: line.expiresOn || null } } : {}),
      })),
    })
  }
  return (
    <Drawer open onClose={onClose} size={860} title={t('receipt.new')} data-testid="receive-drawer">
      <Form layout="vertical" onFinish={submit}>
        <div className="row">
          <Form.Item label={t('stock.location')}>
            <LocationSelect required value={locationId} onChange={setLocation} />
          </Form.Item>
          {purchase ? (
            <Form.Item label={t('purchase.supplier')}>{purchase.supplierName}</Form.Item>
          ) : (
            <Form.Item label={t('purchase.supplier')}>
              <Select<string>
                allowClear
                style={{ minWidth: 180 }}
                value={supplierId}
                placeholder={t('common.optional')}
                aria-label={t('purchase.supplier')}
                options={(suppliers.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
                onChange={(next?: string) => setSupplier(next ?? null)}
              />
            </Form.Item>
          )}
        </div>
        <Form.Item label={t('paper.lines')} extra={t('receipt.costHint')}>
          <LinesEditor ask="lot" fixed={purchase !== undefined} lines={lines} onChange={setLines} />
        </Form.Item>
        <Form.Item label={t('paper.note')}>
          <Input maxLength={200} value={note} aria-label={t('paper.note')} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={receive.isPending} disabled={lines.length === 0} data-testid="receive-submit">
            {t('receipt.new')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </Drawer>
  )
}

function openLines(purchase: Reply<'getPurchase'> | undefined): PaperLine[] {
  return (purchase?.lines ?? [])
    .filter((line) => line.received < line.quantity)
    .map((line) => {
      const left = line.quantity - line.received
      return newLine(line.skuId, labelOf(line), { quantity: left, most: left, unitCostFen: line.unitCostFen })
    })
}
