import { Button, Cascader, Drawer, Form, Input, InputNumber, Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { shopApi, type Input as OperationInput, type Item } from '../../api/api.ts'
import { useFormError } from '../../api/form.ts'
import { useWrite } from '../../api/use.ts'
import { useT } from '../../i18n/i18n.tsx'

type Values = Omit<OperationInput<'createLocation'>, 'districtCode'>

/** A warehouse or a store: what it is called, where it is, and when it is asked. */
export function LocationDrawer({ location, onClose }: { location: Item<'listLocations'> | undefined; onClose: () => void }) {
  const t = useT()
  const [form] = Form.useForm<Values>()
  const [districtCode, setDistrict] = useState(location?.districtCode ?? '')
  const options = { stale: ['listLocations' as const], success: t('location.saved'), onDone: onClose, onError: useFormError(form) }
  const create = useWrite('createLocation', options)
  const update = useWrite('updateLocation', options)
  const submit = (values: Values) => {
    const input = { ...values, longitude: values.longitude ?? null, latitude: values.latitude ?? null, districtCode }
    if (location) update.mutate({ id: location.id, ...input })
    else create.mutate(input)
  }
  const initial = location
    ? { ...location, longitude: location.longitude ?? null, latitude: location.latitude ?? null }
    : { kind: 'warehouse' as const, priority: 100, code: '', detail: '', phone: '' }
  return (
    <Drawer open onClose={onClose} size={480} title={t(location ? 'location.edit' : 'location.new')} data-testid="location-drawer">
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={initial} onFinish={submit}>
        <Form.Item name="name" label={t('location.name')} rules={[{ required: true, whitespace: true, message: t('location.nameNeeded') }]}>
          <Input maxLength={30} autoFocus data-testid="location-name" />
        </Form.Item>
        <Form.Item name="kind" label={t('location.kind')}>
          <Radio.Group
            optionType="button"
            options={[
              { value: 'warehouse', label: t('location.kind.warehouse') },
              { value: 'store', label: t('location.kind.store') },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="code"
          label={t('location.code')}
          extra={t('location.codeHint')}
          rules={[{ pattern: /^[\w./-]*$/, message: t('location.codeHint') }]}
        >
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="priority" label={t('location.priority')} extra={t('location.priorityHint')}>
          <InputNumber min={1} max={999} precision={0} style={{ width: 140 }} />
        </Form.Item>
        <Form.Item label={t('location.district')}>
          <DistrictSelect value={districtCode} onChange={setDistrict} />
        </Form.Item>
        <Form.Item name="detail" label={t('location.detail')}>
          <Input maxLength={120} />
        </Form.Item>
        <Form.Item name="phone" label={t('location.phone')}>
          <Input maxLength={30} />
        </Form.Item>
        <Coordinates />
        <div className="row">
          <Button type="primary" htmlType="submit" loading={create.isPending || update.isPending} data-testid="location-save">
            {t('common.save')}
          </Button>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      </Form>
    </Drawer>
  )
}

function Coordinates() {
  const t = useT()
  const form = Form.useFormInstance<Values>()
  const given = (value: unknown) => value !== undefined && value !== null
  const together = {
    validator: async () => {
      if (given(form.getFieldValue('longitude')) !== given(form.getFieldValue('latitude'))) throw new Error(t('location.together'))
    },
  }
  return (
    <Form.Item label={t('location.coordinates')} extra={t('location.coordinatesHint')}>
      <div className="row">
        <Form.Item name="longitude" noStyle>
          <InputNumber min={-180} max={180} precision={6} controls={false} placeholder={t('location.longitude')} style={{ width: 160 }} />
        </Form.Item>
        <Form.Item name="latitude" noStyle dependencies={['longitude']} rules={[together]}>
          <InputNumber min={-90} max={90} precision={6} controls={false} placeholder={t('location.latitude')} style={{ width: 160 }} />
        </Form.Item>
      </div>
    </Form.Item>
  )
}

interface Node {
  value: string
  label: string
  isLeaf: boolean
  children?: Node[]
}

/** Province, city and district, read level by level. */
function DistrictSelect({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const t = useT()
  const [opened, setOpened] = useState<Record<string, Node[]>>({})
  const path = value === '' ? [] : [`${value.slice(0, 2)}0000`, `${value.slice(0, 4)}00`, value]
  const read = async (parent?: string): Promise<Node[]> =>
    (await shopApi.listRegions(parent ? { parent } : {})).items.map((region) => ({
      value: region.code,
      label: region.name,
      isLeaf: !region.code.endsWith('00'),
    }))
  const roots = useQuery({
    queryKey: ['listRegions', 'path', value],
    queryFn: async () => {
      const [provinces, cities, districts] = await Promise.all([read(), ...path.slice(0, 2).map((code) => read(code))])
      return { provinces: provinces ?? [], known: { [path[0] ?? '']: cities ?? [], [path[1] ?? '']: districts ?? [] } }
    },
  })
  const known = { ...roots.data?.known, ...opened }
  const grow = (nodes: readonly Node[]): Node[] =>
    nodes.map((node) => {
      const children = known[node.value]
      return children ? { ...node, children: grow(children) } : node
    })
  return (
    <Cascader
      options={grow(roots.data?.provinces ?? [])}
      value={path}
      loading={roots.isPending}
      allowClear
      aria-label={t('location.district')}
      style={{ width: '100%' }}
      loadData={(chosen) => {
        const code = String(chosen.at(-1)?.value)
        void read(code).then((children) => setOpened((now) => ({ ...now, [code]: children })))
      }}
      onChange={(codes) => onChange(String(codes?.at(-1) ?? ''))}
    />
  )
}
