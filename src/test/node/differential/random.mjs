/** Numbers that a seed decides (mulberry32), so that a case can be made again. */
export class Random {
  #state;
  #slips;

  constructor(seed) {
    this.#state = seed | 0;
    this.#slips = this.chance(0.6);
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** Whether a mistake is to be made here; never in a case that is to be without. */
  slip(probability) {
    return this.#slips && this.chance(probability);
  }

  /** From least to most times what make gives. */
  some(least, most, make) {
    return Array.from({ length: least + this.below(most - least + 1) }, make);
  }
}
