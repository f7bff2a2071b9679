import { ConfigProvider, Form, Input, Radio, Select, Skeleton, Switch } from 'antd'
import type { Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { Problem } from '../../ui/outcome.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SaveBar } from '../settings/save-bar.tsx'
import { Exceptions, rateOptions } from './exceptions.tsx'
import { useDraft } from '../settings/use-draft.ts'

type Settings = Reply<'getInvoiceSettings'>
type Seller = NonNullable<Settings['seller']>
const noSeller: Seller = { name: '', taxNumber: '', address: '', phone: '', bank: '', account: '' }
const sellerFields: { name: keyof Seller; label: Key; most: number; needed?: true }[] = [
  { name: 'name', label: 'invoiceSet.name', most: 100, needed: true },
  { name: 'taxNumber', label: 'invoice.taxNumber', most: 20, needed: true },
  { name: 'address', label: 'invoiceSet.address', most: 100 },
  { name: 'phone', label: 'invoiceSet.phone', most: 30 },
  { name: 'bank', label: 'invoiceSet.bank', most: 60 },
  { name: 'account', label: 'invoiceSet.account', most: 40 },
]
const switches: { name: 'enabled' | 'automatic' | 'special'; label: Key; hint: Key }[] = [
  { name: 'enabled', label: 'invoiceSet.enabled', hint: 'invoiceSet.enabledHint' },
  { name: 'automatic', label: 'invoiceSet.automatic', hint: 'invoiceSet.automaticHint' },
  { name: 'special', label: 'invoiceSet.special', hint: 'invoiceSet.specialHint' },
]

/** Who issues, at which rate, and when an invoice can be asked for. */
export function InvoiceSettingsPage() {
  const t = useT()
  const settings = useRead('getInvoiceSettings')
  return (
    <>
      <PageHead title={t('nav.invoiceSettings')} lead={t('invoiceSet.lead')} />
      {settings.error && !settings.data && <Problem error={settings.error} onRetry={() => void settings.refetch()} />}
      {!settings.data && !settings.error && <Skeleton active />}
      {settings.data && <SettingsForm key={JSON.stringify(settings.data)} start={settings.data} />}
    </>
  )
}

function SettingsForm({ start }: { start: Settings }) {
  const t = useT()
  const can = useCan()
  const [mayWrite, mayRead] = [can('invoice.write'), can('catalog.read')]
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('updateInvoiceSettings', { stale: ['getInvoiceSettings'], success: t('common.saved') })
  const seller = draft.seller ?? noSeller
  // A seller that is wiped clean is none.
  const changeSeller = (patch: Partial<Seller>) => {
    const next = { ...seller, ...patch }
    change({ seller: Object.values(next).every((text) => text === '') ? null : next })
  }
  const unfinished = draft.exceptions.some((one) => one.targetId === '' || (one.taxCode !== '' && one.taxCode.length !== 19))
  const lacking = draft.seller !== null && (seller.name.trim() === '' || seller.taxNumber.trim().length < 15)
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 760 }}>
        <Form layout="vertical" component="div">
          {switches.map(({ name, label, hint }) => (
            <Form.Item key={name} label={t(label)} extra={t(hint)}>
              <Switch checked={draft[name]} aria-label={t(label)} onChange={(on) => change({ [name]: on })} />
            </Form.Item>
          ))}
          <Form.Item label={t('invoiceSet.after')}>
            <Radio.Group
              value={draft.after}
              onChange={(event) => change({ after: event.target.value === 'payment' ? 'payment' : 'receipt' })}
              options={[
                { value: 'payment', label: t('invoiceSet.afterPayment') },
                { value: 'receipt', label: t('invoiceSet.afterReceipt') },
              ]}
            />
          </Form.Item>
          <Form.Item label={t('invoice.rate')} htmlFor="invoice-rate" extra={t('invoiceSet.rateHint')}>
            <Select
              id="invoice-rate"
              style={{ width: 160 }}
              value={draft.rateBps}
              onChange={(rateBps) => change({ rateBps })}
              options={rateOptions}
            />
          </Form.Item>
          <Goods draft={draft} change={change} />
        </Form>
      </section>
      {mayRead && <Exceptions value={draft.exceptions} onChange={(exceptions) => change({ exceptions })} />}
      <section className="card card-pad" style={{ maxWidth: 760, marginTop: 16 }} aria-label={t('invoiceSet.seller')}>
        <div className="card-head" style={{ marginBottom: 12 }}>
          <h2>{t('invoiceSet.seller')}</h2>
        </div>
        <Form layout="vertical" component="div">
          {sellerFields.map(({ name, label, most, needed }) => (
            <Form.Item key={name} label={t(label)} htmlFor={`seller-${name}`} required={needed === true}>
              <Input
                id={`seller-${name}`}
                maxLength={most}
                value={seller[name]}
                onChange={(event) => changeSeller({ [name]: event.target.value })}
              />
            </Form.Item>
          ))}
        </Form>
      </section>
      {mayWrite && (
        <SaveBar
          dirty={dirty}
          blocked={lacking || unfinished}
          saving={save.isPending}
          onSave={() => save.mutate(draft)}
          onDiscard={discard}
        />
      )}
    </ConfigProvider>
  )
}

function Goods({ draft, change }: { draft: Settings; change: (patch: Partial<Settings>) => void }) {
  const t = useT()
  const fields: { name: 'taxCode' | 'category' | 'drawer'; label: Key; hint: Key; most: number }[] = [
    { name: 'taxCode', label: 'invoiceSet.taxCode', hint: 'invoiceSet.taxCodeHint', most: 19 },
    { name: 'category', label: 'invoiceSet.category', hint: 'invoiceSet.categoryHint', most: 20 },
    { name: 'drawer', label: 'invoiceSet.drawer', hint: 'invoiceSet.drawerHint', most: 20 },
  ]
  return fields.map(({ name, label, hint, most }) => (
    <Form.Item key={name} label={t(label)} htmlFor={`invoice-${name}`} extra={t(hint)}>
      <Input
        id={`invoice-${name}`}
        maxLength={most}
        value={draft[name]}
        onChange={(event) => change({ [name]: name === 'taxCode' ? event.target.value.replaceAll(/\D/g, '') : event.target.value })}
      />
    </Form.Item>
  ))
}
