import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, ConfigProvider, Form, Input, Radio, Select } from 'antd'
import type { Input as ApiInput, Reply } from '../../api/api.ts'
import { useRead, useWrite } from '../../api/use.ts'
import { useCan } from '../../app/me.tsx'
import { useT, type Key } from '../../i18n/i18n.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { SaveBar } from './save-bar.tsx'
import { useDraft } from './use-draft.ts'

type Draft = ApiInput<'putSending'>
type Sender = NonNullable<Draft['sender']>
type Account = Draft['accounts'][number]
const blank: Sender = { name: '', phone: '', province: '', city: '', district: '', detail: '' }
const fields: { name: keyof Sender; label: Key }[] = [
  { name: 'name', label: 'sending.name' },
  { name: 'phone', label: 'sending.phone' },
  { name: 'province', label: 'sending.province' },
  { name: 'city', label: 'sending.city' },
  { name: 'district', label: 'sending.district' },
  { name: 'detail', label: 'sending.detail' },
]

/** Who follows parcels, where they are sent from, and the accounts at carriers. */
export function SendingPage() {
  const t = useT()
  const sending = useRead('getSending')
  return (
    <>
      <PageHead title={t('nav.sending')} lead={t('sending.lead')} />
      <Loaded read={sending}>{(data) => <SendingForm key={JSON.stringify(data)} known={data} />}</Loaded>
    </>
  )
}

function SendingForm({ known }: { known: Reply<'getSending'> }) {
  const t = useT()
  const mayWrite = useCan()('settings.write')
  const start: Draft = {
    tracker: known.tracker,
    sender: known.sender,
    accounts: known.accounts.map(({ hasPassword: _has, ...one }) => ({ ...one, password: '' })),
  }
  const { draft, change, dirty, discard } = useDraft(start)
  const save = useWrite('putSending', { stale: ['getSending'], success: t('common.saved') })
  const sender = draft.sender ?? blank
  const begun = Object.values(sender).some((text) => text !== '')
  const blocked =
    (begun && fields.some(({ name }) => name !== 'district' && (sender[name] ?? '').trim() === '')) ||
    draft.accounts.some((one) => one.customer.trim() === '' || one.carrierCode === '')
  return (
    <ConfigProvider componentDisabled={!mayWrite}>
      <section className="card card-pad" style={{ maxWidth: 960 }}>
        <Form layout="vertical" component="div">
          <Form.Item label={t('sending.tracker')} extra={t('sending.trackerHint')}>
            <Radio.Group
              value={draft.tracker}
              onChange={(event) => change({ tracker: event.target.value })}
              options={[
                { value: 'kuaidi100', label: t('sending.kuaidi100') },
                { value: 'kdniao', label: t('sending.kdniao') },
              ]}
            />
          </Form.Item>
          <h3>{t('sending.sender')}</h3>
          <div className="sender-fields">
            {fields.map(({ name, label }) => (
              <Form.Item key={name} label={t(label)} htmlFor={`sender-${name}`}>
                <Input
                  id={`sender-${name}`}
                  maxLength={200}
                  value={sender[name] ?? ''}
                  onChange={(event) => change({ sender: { ...sender, [name]: event.target.value } })}
                />
              </Form.Item>
            ))}
          </div>
          <h3>{t('sending.accounts')}</h3>
          <p className="muted small block-hint">{t('sending.accountsHint')}</p>
          <Accounts accounts={draft.accounts} onChange={(accounts) => change({ accounts })} />
        </Form>
      </section>
      {mayWrite && (
        <SaveBar
          dirty={dirty}
          saving={save.isPending}
          blocked={blocked}
          onSave={() => save.mutate({ ...draft, sender: begun ? sender : null })}
          onDiscard={discard}
        />
      )}
    </ConfigProvider>
  )
}

function Accounts({ accounts, onChange }: { accounts: readonly Account[]; onChange: (accounts: Account[]) => void }) {
  const t = useT()
  const carriers = useRead('listCarriers')
  const set = (at: number, patch: Partial<Account>) => onChange(accounts.map((one, index) => (index === at ? { ...one, ...patch } : one)))
  const texts: { name: 'customer' | 'password' | 'month' | 'site'; label: Key }[] = [
    { name: 'customer', label: 'sending.customer' },
    { name: 'password', label: 'sending.password' },
    { name: 'month', label: 'sending.month' },
    { name: 'site', label: 'sending.site' },
  ]
  return (
    <div className="stack-tight">
      {accounts.map((one, at) => (
        <div key={at} className="row">
          <Select
            value={one.carrierCode || null}
            placeholder={t('ship.carrierNeeded')}
            aria-label={t('ship.carrier')}
            style={{ width: 130 }}
            options={(carriers.data?.items ?? []).map((carrier) => ({ value: carrier.code, label: carrier.name }))}
            onChange={(carrierCode) => set(at, { carrierCode: carrierCode ?? '' })}
          />
          {texts.map(({ name, label }) => (
            <Input
              key={name}
              type={name === 'password' ? 'password' : 'text'}
              autoComplete="off"
              maxLength={60}
              style={{ width: 130 }}
              placeholder={t(label)}
              aria-label={t(label)}
              value={one[name] ?? ''}
              onChange={(event) => set(at, { [name]: event.target.value })}
            />
          ))}
          <Select
            value={one.payer ?? 'monthly'}
            aria-label={t('sending.payer')}
            style={{ width: 110 }}
            options={[
              { value: 'monthly', label: t('sending.payMonthly') },
              { value: 'sender', label: t('sending.paySender') },
              { value: 'receiver', label: t('sending.payReceiver') },
            ]}
            onChange={(payer) => set(at, { payer })}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('common.remove')}
            onClick={() => onChange(accounts.filter((_, index) => index !== at))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<PlusOutlined />}
          disabled={accounts.length >= 20}
          onClick={() => onChange([...accounts, { carrierCode: '', customer: '', password: '', month: '', site: '', payer: 'monthly' }])}
        >
          {t('sending.addAccount')}
        </Button>
      </div>
    </div>
  )
}
