package dev.diverge.testapps.shop;

import org.springframework.data.jpa.repository.JpaRepository;

interface OrderRepository extends JpaRepository<PlacedOrder, Long> {}
