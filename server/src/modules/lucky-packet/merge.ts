import type { Merging } from '../../kernel/merge.ts'

/** What goes over when two accounts turn out to be of one person. */
export const merging: Merging = {
  owned: [
    { table: 'lucky_packet.packet', column: 'sender_id', once: ['request_id'] },
    // Each account may have taken its share of the same packet: both stay taken.
    { table: 'lucky_packet.take', once: ['packet_id'] },
  ],
}
