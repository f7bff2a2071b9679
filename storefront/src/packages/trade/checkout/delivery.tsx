import { useState } from 'react'
import { type Kind, kindsOf, type Settled } from '@/features/delivery/choice'
import { dayName, distanceText } from '@/features/delivery/words'
import { t } from '@/i18n'
import { Box, Tap, Text } from '@/kit/base'
import { Card, Cell } from '@/kit/Cell'
import { Field } from '@/kit/Field'
import { Icon } from '@/kit/Icon'
import { classNames } from '@/lib/class-names'
import { go } from '@/lib/navigate'
import { PlaceSheet, SlotSheet } from './delivery-sheets'
import { contactIsGood, type Deliveries } from './use-deliveries'

/** How one shop's goods reach the shopper; nothing to choose where it only sends. */
export function DeliveryRows({ shopId, deliveries, addressId }: { shopId: string; deliveries: Deliveries; addressId: string | undefined }) {
  const places = deliveries.placesOf(shopId)
  const kinds = kindsOf(places)
  const wish = deliveries.wishOf(shopId)
  const settled = deliveries.settledOf(shopId)
  const [sheet, setSheet] = useState<'place' | 'slot' | null>(null)
  if (kinds.length === 1) return null
  return (
    <Box className="reach" testId="checkout-delivery">
      <Box className="reach__kinds" role="group" label={t('delivery.how')}>
        {kinds.map((kind) => (
          <Pill key={kind} kind={kind} on={kind === wish.kind} onTap={() => deliveries.want(shopId, { kind })} />
        ))}
      </Box>
      {settled ? (
        <>
          {settled.place ? (
            <Cell
              icon="shop"
              testId="delivery-place"
              title={settled.kind === 'pickup' ? settled.place.name : t('delivery.from', { name: settled.place.name })}
              note={[settled.place.address, settled.place.meters === null ? '' : distanceText(settled.place.meters)]
                .filter(Boolean)
                .join(' · ')}
              onTap={() => setSheet('place')}
            />
          ) : null}
          {settled.fault ? (
            <Trouble settled={settled} addressId={addressId} />
          ) : (
            <Cell
              icon="clock"
              testId="delivery-time"
              title={t(settled.kind === 'pickup' ? 'delivery.pickupTime' : 'delivery.bringTime')}
              value={settled.slot ? `${dayName(settled.slot.day)} ${settled.slot.span}` : ''}
              onTap={() => setSheet('slot')}
            />
          )}
          <PlaceSheet
            open={sheet === 'place'}
            onClose={() => setSheet(null)}
            kind={settled.kind}
            places={places.filter((place) => place[settled.kind])}
            chosenId={settled.place?.id}
            onChoose={(pointId) => deliveries.want(shopId, { kind: settled.kind, pointId })}
          />
          {settled.place ? (
            <SlotSheet
              key={settled.place.id}
              open={sheet === 'slot'}
              onClose={() => setSheet(null)}
              kind={settled.kind}
              slots={settled.place.slots}
              chosen={settled.slot}
              onChoose={({ day, span }) =>
                deliveries.want(shopId, { ...wish, kind: settled.kind, pointId: settled.place?.id ?? '', day, span })
              }
            />
          ) : null}
        </>
      ) : null}
    </Box>
  )
}

function Pill({ kind, on, onTap }: { kind: Kind; on: boolean; onTap: () => void }) {
  return (
    <Tap className={classNames('reach__kind', on && 'reach__kind--on')} pressed={on} testId={`delivery-${kind}`} onTap={onTap}>
      <Text>{t(`delivery.${kind}`)}</Text>
    </Tap>
  )
}

/** Why it cannot be had, and what helps. */
function Trouble({ settled, addressId }: { settled: Settled; addressId: string | undefined }) {
  const { fault, place } = settled
  if (!fault) return null
  const text =
    fault === 'too_far' && place
      ? t('delivery.too_far', { reach: distanceText(place.radiusMeters) })
      : t(`delivery.${fault === 'too_far' ? 'no_slot' : fault}`)
  const help =
    fault === 'no_pin'
      ? () => go('address', { id: addressId ?? '', pin: 1 })
      : fault === 'no_address'
        ? () => go('address', { first: 1, pin: 1 })
        : undefined
  return (
    <Box className="reach__trouble" role="status" testId="delivery-trouble">
      <Icon name="alert" size={16} />
      <Text className="reach__trouble-text">{text}</Text>
      {help ? (
        <Tap className="reach__help" testId="delivery-pin" onTap={help}>
          <Text>{t('delivery.pin')}</Text>
        </Tap>
      ) : null}
    </Box>
  )
}

/** Who fetches it. */
export function ContactCard({ deliveries, tried }: { deliveries: Deliveries; tried: boolean }) {
  const { contact, setContact } = deliveries
  const wrong = tried && !contactIsGood(contact)
  return (
    <Card flush testId="pickup-contact">
      <Field
        label={t('delivery.contactName')}
        value={contact.name}
        onInput={(name) => setContact({ ...contact, name })}
        placeholder={t('delivery.contactNameHint')}
        maxLength={30}
        testId="contact-name"
        autoComplete="name"
        error={wrong && contact.name.trim() === '' ? t('address.nameWrong') : undefined}
      />
      <Field
        label={t('delivery.contactPhone')}
        value={contact.phone}
        onInput={(phone) => setContact({ ...contact, phone })}
        type="tel"
        maxLength={13}
        placeholder={t('delivery.contactPhoneHint')}
        testId="contact-phone"
        autoComplete="tel"
        error={wrong && contact.name.trim() !== '' ? t('address.phoneWrong') : undefined}
      />
    </Card>
  )
}
