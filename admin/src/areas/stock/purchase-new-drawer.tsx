import { App, Button, Drawer, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { newKey } from '../../api/form.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'
import { LinesEditor, type PaperLine } from './lines-editor.tsx'
import { LocationSelect } from './location-select.tsx'

/** Goods to be ordered from a supplier, one line an SKU. */
export function NewPurchaseDrawer({ onClose }: { onClose: () => void }) {
  const t = useT()
  const { message } = App.useApp()
  const [key] = useState(newKey)
  const [lines, setLines] = useState<PaperLine[]>([])
  const [supplierId, setSupplier] = useState<string | null>(null)
  const [chosen, setLocation] = useState('')
  const [expectedOn, setExpected] = useState('')
  const [note, setNote] = useState('')
  const suppliers = useRead('listSuppliers', { pageSize: 100 })
  const locations = useRead('listLocations')
  const locationId = chosen || (locations.data?.items.find((location) => location.isDefault)?.id ?? '')
  const create = useWrite('createPurchase', { stale: ['listPurchases', 'listSuppliers'], success: t('purchase.created'), onDone: onClose })
  const submit = () => {
    if (!supplierId) return void message.warning(t('supplier.choose'))
    if (lines.length === 0 || lines.some((line) => !line.quantity)) return void message.warning(t('paper.noLines'))
    create.mutate({
      requestId: key,
      supplierId,
      locationId,
      expectedOn: expectedOn || null,
      note: note.trim(),
      lines: lines.map((line) => ({ skuId: line.skuId, quantity: line.quantity ?? 1, unitCostFen: line.unitCostFen ?? 0 })),
    })
  }
  return (
    <Drawer open onClose={onClose} size={760} title={t('purchase.new')} data-testid="purchase-drawer">
      <Form layout="vertical" onFinish={submit}>
        <div className="row">
          <Form.Item label={t('purchase.supplier')}>
            <Select<string>
              style={{ minWidth: 200 }}
              value={supplierId}
              placeholder={t('supplier.choose')}
              aria-label={t('purchase.supplier')}
              options={(suppliers.data?.items ?? []).filter((one) => one.active).map((one) => ({ value: one.id, label: one.name }))}
              onChange={setSupplier}
              data-testid="purchase-supplier"
            />
          </Form.Item>
          <Form.Item label={t('stock.location')}>
            <LocationSelect required value={locationId} onChange={setLocation} />
          </Form.Item>
          <Form.Item label={t('purchase.expected')}>
            <Input
              type="date"
              value={expectedOn}
              aria-label={t('purchase.expected')}
              onChange={(event) => setExpected(event.target.value)}
              style={{ width: 150 }}
            />
          </Form.Item>
        </div>
        <Form.Item label={t('paper.lines')}>
          <LinesEditor ask="cost" lines={lines} onChange={setLines} />
        </Form.Item>
        <Form.Item label={t('paper.note')}>
          <Input maxLength={200} value={note} aria-label={t('paper.note')} onChange={(event) => setNote(event.target.value)} />
        </Form.Item>
        <div className="row">
          <Button type="primary" htmlType="submit" loading={create.isPending} data-testid="purchase-submit">
            {t('purchase.new')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </Drawer>
  )
}
