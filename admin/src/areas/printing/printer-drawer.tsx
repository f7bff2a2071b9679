import { Alert, Button, Drawer, Form, Input, InputNumber, Radio, Select, TreeSelect } from 'antd'
import { useState } from 'react'
import { messageOf } from '../../api/message.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT } from '../../i18n/i18n.tsx'
import { without } from '../../ui/keys.ts'
import { optionsOf, treeOf } from '../products/category-tree.ts'
import { kindKey, printsKey, type Printer } from './words.ts'

type Draft = Omit<Printer, 'id' | 'state' | 'seenAt' | 'waiting'>
const empty: Draft = {
  name: '',
  sn: '',
  kind: 'receipt',
  width: 58,
  copies: 1,
  prints: 'paid',
  locationId: null,
  pointId: null,
  categoryIds: [],
}

/** One printer. Its number and key are asked for once, when it is added. */
export function PrinterDrawer({ printer, onClose }: { printer: Printer | undefined; onClose: () => void }) {
  const t = useT()
  const adding = !printer || printer.state === 'adding'
  const [draft, setDraft] = useState<Draft>(() => (printer ? without(printer, ['id', 'state', 'seenAt', 'waiting']) : empty))
  const [key, setKey] = useState('')
  const [error, setError] = useState<Error | null>(null)
  const change = (patch: Partial<Draft>) => {
    setError(null)
    setDraft((now) => ({ ...now, ...patch }))
  }
  const options = {
    stale: ['listPrinters'] as const,
    success: t('common.saved'),
    onDone: onClose,
    onError: (failure: Error) => {
      setError(failure)
      return true
    },
  }
  const create = useWrite('createPrinter', options)
  const update = useWrite('updatePrinter', options)
  const { sn, ...settings } = { ...draft, categoryIds: draft.kind === 'kitchen' ? draft.categoryIds : [] }
  const save = () => (printer && !adding ? update.mutate({ id: printer.id, ...settings }) : create.mutate({ ...settings, sn, key }))
  const ready = draft.name.trim() !== '' && (!adding || (/^[A-Za-z0-9]{6,20}$/.test(sn.trim()) && /^[A-Za-z0-9]{4,40}$/.test(key.trim())))
  return (
    <Drawer
      open
      onClose={onClose}
      size={520}
      title={t(printer ? 'printer.edit' : 'printer.add')}
      data-testid="printer-drawer"
      footer={
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={!ready} loading={create.isPending || update.isPending} onClick={save} data-testid="printer-save">
            {t('common.save')}
          </Button>
        </div>
      }
    >
      {error && <Alert type="error" showIcon title={messageOf(error, t)} style={{ marginBottom: 16 }} />}
      <Form layout="vertical" component="div">
        <Form.Item label={t('printer.name')} htmlFor="printer-name" required>
          <Input
            id="printer-name"
            value={draft.name}
            maxLength={30}
            placeholder={t('printer.namePlaceholder')}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Form.Item>
        {adding && (
          <>
            <Form.Item label={t('printer.sn')} htmlFor="printer-sn" extra={t('printer.snHint')} required>
              <Input
                id="printer-sn"
                value={draft.sn}
                maxLength={20}
                disabled={printer !== undefined}
                onChange={(event) => change({ sn: event.target.value.trim() })}
              />
            </Form.Item>
            <Form.Item label={t('printer.key')} htmlFor="printer-key" extra={t('printer.keyHint')} required>
              <Input
                id="printer-key"
                value={key}
                maxLength={40}
                autoComplete="off"
                onChange={(event) => {
                  setError(null)
                  setKey(event.target.value.trim())
                }}
              />
            </Form.Item>
          </>
        )}
        <Form.Item label={t('printer.kind')}>
          <Radio.Group
            value={draft.kind}
            onChange={(event) => change({ kind: event.target.value })}
            options={(['receipt', 'kitchen'] as const).map((value) => ({ value, label: t(kindKey[value]) }))}
          />
        </Form.Item>
        <Form.Item label={t('printer.prints')}>
          <Radio.Group
            value={draft.prints}
            onChange={(event) => change({ prints: event.target.value })}
            options={(['paid', 'handover', 'hand'] as const).map((value) => ({ value, label: t(printsKey[value]) }))}
          />
        </Form.Item>
        <Form.Item label={t('printer.width')}>
          <Radio.Group
            value={draft.width}
            onChange={(event) => change({ width: event.target.value })}
            options={[58, 80].map((value) => ({ value, label: `${value} mm` }))}
          />
        </Form.Item>
        <Form.Item label={t('printer.copies')} htmlFor="printer-copies">
          <InputNumber
            id="printer-copies"
            min={1}
            max={5}
            precision={0}
            value={draft.copies}
            onChange={(copies) => change({ copies: copies ?? 1 })}
          />
        </Form.Item>
        <Places draft={draft} change={change} />
      </Form>
    </Drawer>
  )
}

/** What it prints of all there is: a stock location, a store, categories. */
function Places({ draft, change }: { draft: Draft; change: (patch: Partial<Draft>) => void }) {
  const t = useT()
  const can = useCan()
  const points = useRead('listDeliveryPoints', undefined, { enabled: can('delivery.handle') })
  const locations = useRead('listLocations', undefined, { enabled: can('inventory.read') })
  const categories = useRead('listAdminCategories', undefined, { enabled: can('catalog.read') })
  const stores = points.data?.items ?? []
  const places = locations.data?.items ?? []
  return (
    <>
      {stores.length > 0 && (
        <Form.Item label={t('printer.point')} htmlFor="printer-point">
          <Select
            id="printer-point"
            allowClear
            value={draft.pointId}
            placeholder={t('printer.everyPoint')}
            options={stores.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(pointId) => change({ pointId: pointId ?? null })}
          />
        </Form.Item>
      )}
      {places.length > 1 && (
        <Form.Item label={t('printer.location')} htmlFor="printer-location">
          <Select
            id="printer-location"
            allowClear
            value={draft.locationId}
            placeholder={t('printer.everyLocation')}
            options={places.map((one) => ({ value: one.id, label: one.name }))}
            onChange={(locationId) => change({ locationId: locationId ?? null })}
          />
        </Form.Item>
      )}
      {draft.kind === 'kitchen' && (
        <Form.Item label={t('printer.categories')} htmlFor="printer-categories" extra={t('printer.categoriesHint')}>
          <TreeSelect
            id="printer-categories"
            multiple
            maxCount={100}
            showSearch={{ treeNodeFilterProp: 'title' }}
            treeData={optionsOf(treeOf(categories.data?.items ?? []))}
            value={draft.categoryIds}
            placeholder={t('scope.chooseCategories')}
            onChange={(categoryIds: string[]) => change({ categoryIds })}
          />
        </Form.Item>
      )}
    </>
  )
}
